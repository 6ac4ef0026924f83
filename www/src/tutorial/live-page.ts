/** The examples of one page share a runtime, which comes with the first Run, and run one at a time. */
import { checkIsolation, pageSurroundings } from "../engine/isolation";
import { createEngine } from "../engine/runtime";
import { isolateBy } from "../isolation/isolate";
import { Runner, type RunnerState } from "../page/runner";
import { serviceWorkerUrl } from "../site";
import { LiveExample } from "./live-example";

const examples = new Map<HTMLElement, LiveExample>();
let active: LiveExample | undefined;
/** Runs when the active one has ended. */
let next: LiveExample | undefined;
let begun = false;

const runner: Runner = new Runner(() => createEngine(), {
  onState,
  onOutput: (records) => active?.output.write(records),
  onInputWanted: (threadName) => active?.output.wantInput(threadName),
});

function onState(state: RunnerState): void {
  active?.show(state);
  if (state.kind !== "exited" || !next) return;
  const coming = next;
  next = undefined;
  // Once the runner is through with telling of the end.
  queueMicrotask(() => start(coming));
}

async function begin(): Promise<void> {
  if (begun) return;
  begun = true;
  if ((await isolateBy(serviceWorkerUrl)) === "reloading") return;
  const problem = await checkIsolation(pageSurroundings());
  if (problem) runner.unavailable(problem);
  else await runner.load();
}

function start(example: LiveExample): void {
  if (active !== example) active?.rest();
  active = example;
  example.begin();
  example.show(runner.state);
  runner.run(example.program());
  void begin();
}

function run(example: LiveExample): void {
  const { kind } = runner.state;
  if (kind !== "running" && kind !== "stopping") {
    start(example);
    return;
  }
  if (example === active) return;
  // At once: the reader has turned to another example.
  next = example;
  runner.stop();
  if (runner.state.kind === "stopping") runner.stop();
}

function stop(example: LiveExample): void {
  if (example === active) runner.stop();
}

export function live(root: HTMLElement): LiveExample {
  const known = examples.get(root);
  if (known) return known;
  const made = new LiveExample(root, {
    run,
    stop,
    retry: () => void runner.load(),
    sendInput: (text) => runner.sendInput(text),
    closeInput: () => runner.closeInput(),
  });
  examples.set(root, made);
  return made;
}
