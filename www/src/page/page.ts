/** Puts the page together: examples, editor, runner and output. The engine is handed in, so that tests can fake it. */
import type { Engine } from "../engine/contract";
import { checkIsolation, pageSurroundings } from "../engine/isolation";
import { byId, isEnabled } from "./dom";
import { Drafts, pageStore } from "./drafts";
import { drawList } from "./example-view";
import { type Example, loadExamples } from "./examples";
import { showIsolationProblem, showNotice } from "./notice";
import { OutputPane } from "./output-pane";
import { Runner, type RunnerState } from "./runner";
import { StatusView } from "./status-view";
import { Workbench } from "./workbench";

function wireButtons(runner: Runner, run: () => void): void {
  const runButton = byId("run", HTMLButtonElement);
  const stopButton = byId("stop", HTMLButtonElement);
  runButton.addEventListener("click", run);
  stopButton.addEventListener("click", () => {
    if (isEnabled(stopButton)) runner.stop();
  });
  byId("retry", HTMLButtonElement).addEventListener("click", () => void runner.load());
  // Before the editor hears of it, so that the key never inserts a line.
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) run();
  };
  document.addEventListener("keydown", onKey, { capture: true });
}

/** The example that the address names; the skip link and others name something else. */
function chosen(examples: readonly Example[]): Example | undefined {
  return examples.find(({ name }) => location.hash === `#${encodeURIComponent(name)}`);
}

async function openExamples(workbench: Workbench): Promise<void> {
  const main = byId("main", HTMLElement);
  const examples = await loadExamples().finally(() => main.removeAttribute("aria-busy"));
  drawList(examples);
  const open = async (example: Example | undefined) => {
    if (example) await workbench.open(example);
  };
  addEventListener("hashchange", () => void open(chosen(examples)));
  await open(chosen(examples) ?? examples[0]);
}

/** The list is a menu on a narrow page, and always open on a wide one. */
function wireMenu(): void {
  const menu = byId("example-menu", HTMLDetailsElement);
  const wide = matchMedia("(min-width: 75rem)");
  const adapt = () => {
    menu.open = wide.matches;
  };
  wide.addEventListener("change", adapt);
  addEventListener("hashchange", adapt);
  adapt();
}

export async function startPage(createEngine: () => Engine): Promise<void> {
  const status = new StatusView();
  const onState = (state: RunnerState) => {
    status.show(state);
    if (state.kind === "exited") output.endInput();
    if (state.kind === "unavailable") showIsolationProblem(state.problem);
  };
  const runner: Runner = new Runner(createEngine, {
    onState,
    onOutput: (records) => output.write(records),
    onInputWanted: () => output.wantInput(),
  });
  const output = new OutputPane(runner);
  const translate = async (source: string) => (await runner.translate(source)).source;
  const workbench = new Workbench(new Drafts(pageStore()), translate);

  const run = () => {
    if (runner.state.kind === "unavailable") {
      byId("notice", HTMLElement).scrollIntoView({ block: "nearest" });
      byId("notice", HTMLElement).focus();
    }
    if (!["idle", "exited", "loading", "failed"].includes(runner.state.kind)) return;
    const { main, source } = workbench.program();
    if (!isEnabled(byId("run", HTMLButtonElement))) return;
    output.clear();
    runner.run({ files: { [main]: source }, main });
  };

  wireMenu();
  wireButtons(runner, run);
  const load = async () => {
    const problem = await checkIsolation(pageSurroundings());
    if (problem) runner.unavailable(problem);
    else await runner.load();
  };
  status.show(runner.state);
  void load();
  try {
    await openExamples(workbench);
  } catch (error) {
    showNotice(`The list of examples could not be loaded: ${(error as Error).message}`);
  }
  await workbench.editor.upgrade().catch(() => {
    showNotice("The editor could not be loaded. The examples can be read and run; reload the page to edit them.");
  });
}
