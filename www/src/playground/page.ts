/** Puts the page together: examples, editor, runner and output. The engine is handed in, so that tests can fake it. */
import type { Engine } from "../engine/contract";
import { checkIsolation, pageSurroundings } from "../engine/isolation";
import { isolateBy } from "../isolation/isolate";
import { keepOffline } from "../isolation/offline";
import { type ProblemPlace, pageName, spokenProblem } from "../problems/problems";
import { serviceWorkerUrl } from "../site";
import { pageStore } from "../storage";
import { byId, isEnabled } from "../ui/dom";
import { OutputPane } from "../ui/output-pane";
import { hasFile, programOf } from "../ui/project";
import { Runner, type RunnerState } from "../ui/runner";
import { StatusView } from "../ui/status-view";
import { wireTheme } from "../ui/theme";
import { wireActions } from "./actions";
import { wireArrangement } from "./arrangement";
import { DialectNotes } from "./dialect-notes";
import { Dock } from "./dock";
import { Drafts } from "./drafts";
import { titleOf } from "./example-view";
import { save } from "./file-transfer";
import { Insight } from "./insight";
import { LayoutStore } from "./layout-store";
import { problemMarksOf, threadMarksOf } from "./marks";
import { Navigation } from "./navigation";
import { showIsolationProblem, showNotice } from "./notice";
import { OutputOrigin } from "./output-origin";
import { OwnPrograms } from "./own-programs";
import { Printed } from "./printed";
import { ProgramActions } from "./program-actions";
import { StatusStrip } from "./status-strip";
import { SyntaxCheck } from "./syntax-check";
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

export async function startPage(createEngine: () => Engine): Promise<void> {
  // A page that is about to be loaded anew begins nothing: what that cuts off would pass for a failure.
  if ((await isolateBy(serviceWorkerUrl)) === "reloading") return;
  let insight: Insight | undefined;
  let programActions: ProgramActions | undefined;
  const printed = new Printed();
  let savedName = "";
  /** Whether the program that runs is an example as it is, so that its recorded output is to be expected. */
  let isComparable = false;
  const layout = new LayoutStore(pageStore());
  const dock = new Dock(layout.layout.isDockOpen ?? true, {
    onShown: () => insight?.drawThreads(),
    onOpened: (isDockOpen) => layout.change({ isDockOpen }),
  });
  const status = new StatusView(byId);
  const strip = new StatusStrip();
  const origin = new OutputOrigin();
  /** Waits for the end of another program. */
  let next: (() => void) | undefined;
  const onState = (state: RunnerState) => {
    if (state.kind === "stopping") insight?.stopping();
    if (state.kind === "exited") {
      output.end();
      insight?.end(state.result);
      if (isComparable && !origin.isElsewhere) void workbench.recorded.compareWith(output.text);
    }
    status.show(state, origin.isElsewhere);
    strip.show(state);
    origin.tell(state);
    const canAsk = state.kind === "idle" || state.kind === "exited";
    notes.setReady(canAsk);
    syntax.setReady(canAsk);
    if (state.kind === "exited" && next) {
      const start = next;
      next = undefined;
      // Once the runner is through with telling of the end.
      queueMicrotask(start);
    }
    if (state.kind === "unavailable") showIsolationProblem(state.problem);
  };
  const runner: Runner = new Runner(createEngine, {
    onState,
    onOutput(records) {
      output.write(records);
      printed.add(records);
      insight?.addOutput(records);
    },
    onEvents: (events) => insight?.addEvents(events),
    onDeadlock: (report) => insight?.addDeadlock(report),
    onInputWanted(threadName) {
      output.wantInput(threadName);
      strip.wantInput(threadName);
    },
  });
  const notes = new DialectNotes({
    find: async (source) => (await runner.translate(source)).notes,
    openLine: (line) => workbench.editor.select(line),
  });
  const said = byId("syntax-said", HTMLElement);
  const syntax = new SyntaxCheck({
    ask: (asked) => runner.ask("syntax", asked),
    onChecked(files) {
      insight?.setTyped(files);
      // For a screen reader, which is told of no underline: after the pause, and only of what is new.
      const text = [...files.values()].flatMap((problems) => problems.map(spokenProblem)).join(" ");
      if (said.textContent !== text) said.textContent = text;
    },
  });
  const drafts = new Drafts(pageStore());
  const ownPrograms = new OwnPrograms(pageStore());
  const workbench: Workbench = new Workbench(drafts, {
    translate: async (source) => (await runner.translate(source)).source,
    ask: (kind, asked) => runner.ask(kind, asked),
    onEdit: (project, file) => syntax.edit(project, file),
    onOpen(place) {
      programActions?.show(place);
      origin.show(place, runner.state);
      syntax.forget();
      status.show(runner.state, origin.isElsewhere);
    },
    onPython2: (source, isEdit) => notes.show(source, isEdit),
  });
  const navigation = new Navigation(workbench, drafts, ownPrograms);
  const owner = {
    sendInput(text: string) {
      strip.show(runner.state);
      runner.sendInput(text);
    },
    closeInput() {
      strip.show(runner.state);
      runner.closeInput();
    },
    hasFile: (name: string) => origin.hasFile(name),
    async openPlace({ file, line, column, isHere }: ProblemPlace) {
      if (origin.place && !isHere) await navigation.to(origin.place);
      if (!hasFile(workbench.project, file)) return;
      workbench.showFile(file);
      workbench.editor.select(line, column);
    },
  };
  const output = new OutputPane(
    byId,
    { ...owner, openPlace: (file, line) => void owner.openPlace({ file, line }) },
    byId("threads", HTMLElement),
  );
  insight = new Insight(dock, {
    ...owner,
    onPick({ file: path, line, output: record }) {
      if (record !== undefined) output.pointAt(record);
      const file = pageName(path ?? "");
      if (line === undefined || origin.isElsewhere || !hasFile(workbench.project, file)) return;
      workbench.showFile(file);
      workbench.editor.point(line);
    },
    onStates: (states) => workbench.editor.showThreads(origin.isElsewhere ? [] : threadMarksOf(states)),
    onProblems: (problems, typed) =>
      workbench.editor.showProblems(problemMarksOf(origin.isElsewhere ? typed : problems)),
  });

  const run = () => {
    if (runner.state.kind === "unavailable") {
      byId("notice", HTMLElement).scrollIntoView({ block: "nearest" });
      byId("notice", HTMLElement).focus();
    }
    if (!isEnabled(byId("run", HTMLButtonElement))) return;
    const { kind } = runner.state;
    if (kind === "unavailable") return;
    const program = { ...programOf(workbench.project), record: true };
    const files = Object.keys(program.files);
    const start = () => {
      output.clear();
      printed.clear();
      origin.begin(files);
      const title = origin.place ? titleOf(origin.place) : program.main;
      byId("output-of", HTMLElement).textContent = `of ${title}`;
      savedName = `${program.main.replace(/^.*\//, "").replace(/\.py$/, "")}.out.txt`;
      isComparable = workbench.isUnedited;
      workbench.recorded.forget();
      insight?.begin(title, files);
      runner.run(program);
    };
    if (kind === "running" || kind === "stopping") {
      next = start;
      runner.kill();
    } else {
      start();
    }
  };

  byId("save", HTMLButtonElement).addEventListener("click", () => {
    if (printed.isEmpty) output.say("There is nothing to save yet.");
    else save(savedName, printed.blob());
  });
  wireTheme();
  wireArrangement(layout, (wraps) => workbench.editor.wrap(wraps));
  wireButtons(runner, run);
  wireActions(workbench, navigation);
  programActions = new ProgramActions(workbench, navigation, drafts, ownPrograms);
  const load = async () => {
    const problem = await checkIsolation(pageSurroundings());
    if (problem) {
      runner.unavailable(problem);
      return;
    }
    await runner.load();
    await keepOffline(serviceWorkerUrl);
  };
  status.show(runner.state);
  strip.show(runner.state);
  void load();
  try {
    await navigation.start();
  } catch (error) {
    showNotice(`The list of examples could not be loaded: ${(error as Error).message}`);
  }
  await workbench.editor.upgrade().catch(() => {
    showNotice("The editor could not be loaded. The examples can be read and run; reload the page to edit them.");
  });
}
