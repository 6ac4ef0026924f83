/**
 * What the threads of the last run did, in the dock: hands the run's events to the timeline, which comes when it is first
 * needed, and draws the other two panels from them.
 */
import type { DeadlockReport, OutputRecord, RunResult, ThreadEvent } from "../engine/contract";
import { LockOrder } from "../problems/lock-order";
import { deadlockProblem, type Problem, stillRunning } from "../problems/problems";
import type { Moment, ThreadState, Timeline } from "../timeline/types";
import { element } from "../ui/dom";
import type { Dock } from "./dock";
import type { PlaceOwner } from "./places";
import { ProblemFinder } from "./problem-finder";
import { ProblemsView } from "./problems-view";
import { stoppedProblem } from "./stopped";
import { ThreadsView } from "./threads-view";

const LIVE_MS = 200;
const NOTHING_YET = "Nothing has run yet. Deadlocks and uncaught exceptions are explained here.";
const NONE = "No problem was found in the last run.";
const NONE_SO_FAR = "No problem so far.";

/** The main thread ends with the program, which has no event of its own; whatever else had not ended, the end cut off. */
function afterTheEnd(state: ThreadState): ThreadState {
  if (state.state === "ended") return state;
  const text = state.thread === 1 ? "Ended" : "Cut off by the end of the program";
  return { ...state, state: "ended", text };
}

export interface InsightOwner extends PlaceOwner {
  /** A moment of the timeline was chosen. */
  onPick(moment: Moment): void;
  /** Where each thread is now, or at the moment that the timeline's cursor is on; called often. */
  onStates(states: readonly ThreadState[]): void;
  /** `typed` are those of them that the text has now, whatever ran. */
  onProblems(problems: readonly Problem[], typed: readonly Problem[]): void;
}

export class Insight {
  readonly #dock: Dock;
  readonly #owner: InsightOwner;
  readonly #threads: ThreadsView;
  readonly #problemsView: ProblemsView;
  #timeline: Timeline | undefined;
  #loading: Promise<void> | undefined;
  /** What the timeline gets once it is there. */
  #waiting: ((timeline: Timeline) => void)[] = [];
  #finder = new ProblemFinder([]);
  #lockOrder = new LockOrder();
  #deadlocks: Problem[] = [];
  #atTheEnd: Problem[] = [];
  /** Syntax errors of the files that were edited, as they are now. */
  #typed: ReadonlyMap<string, readonly Problem[]> = new Map();
  /** At the moment of a Stop. */
  #whenStopped: ThreadState[] | undefined;
  #phase: "never" | "running" | "over" = "never";
  /** The time of the last event, and when it came. */
  #lastMs = 0;
  #lastAt = 0;
  /** Where the timeline's cursor is; null: at the end. */
  #cursorMs: number | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(dock: Dock, owner: InsightOwner) {
    this.#dock = dock;
    this.#owner = owner;
    this.#threads = new ThreadsView(dock.panel("threads"), owner);
    this.#problemsView = new ProblemsView(dock.panel("problems"), owner);
    this.#problemsView.draw([], NOTHING_YET);
    dock
      .panel("timeline")
      .append(element("p", "dock-empty", "Run a program: what each thread does is drawn here, live."));
  }

  get problems(): readonly Problem[] {
    // What was typed since is newer than what the run said of it.
    const isOlder = ({ kind, places: [place] }: Problem) =>
      kind === "syntax" && place !== undefined && this.#typed.has(place.file);
    const found = this.#finder.problems.filter((problem) => !isOlder(problem));
    return [...this.#deadlocks, ...[...this.#typed.values()].flat(), ...found, ...this.#atTheEnd];
  }

  /** What is wrong in the files that were edited. */
  setTyped(typed: ReadonlyMap<string, readonly Problem[]>): void {
    this.#typed = new Map(typed);
    this.#drawProblems();
  }

  begin(title: string, files: readonly string[]): void {
    this.#finder = new ProblemFinder(files);
    this.#lockOrder = new LockOrder();
    this.#deadlocks = [];
    this.#atTheEnd = [];
    this.#whenStopped = undefined;
    this.#phase = "running";
    this.#lastMs = 0;
    this.#lastAt = performance.now();
    this.#cursorMs = null;
    this.#hand((timeline) => timeline.reset(title));
    void this.load();
    this.#drawProblems();
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.drawThreads(), LIVE_MS);
  }

  addEvents(events: ThreadEvent[]): void {
    this.#lastMs = Math.max(this.#lastMs, events.at(-1)?.atMs ?? 0);
    this.#lastAt = performance.now();
    this.#lockOrder.add(events);
    this.#hand((timeline) => timeline.add(events));
  }

  addOutput(records: OutputRecord[]): void {
    this.#hand((timeline) => timeline.addOutput(records));
    if (this.#finder.add(records)) this.#drawProblems();
  }

  /** The dock opens at the words: a reader whose program hangs looks for the reason. */
  addDeadlock(report: DeadlockReport): void {
    this.#hand((timeline) => timeline.addDeadlock(report));
    this.#deadlocks.push(deadlockProblem(report));
    this.#drawProblems();
    this.#dock.show("problems");
    this.drawThreads();
  }

  /** The reader has pressed Stop. */
  stopping(): void {
    this.#whenStopped ??= this.#timeline?.stateAt(this.#lastMs + performance.now() - this.#lastAt);
  }

  end(result: RunResult): void {
    clearInterval(this.#timer);
    this.#phase = "over";
    this.#hand((timeline) => timeline.end(result));
    this.#finder.end(result);
    // A deadlock says the same, and more.
    const notes = [...stoppedProblem(this.#whenStopped ?? [], result), ...this.#lockOrder.problems(result)];
    this.#atTheEnd = [...(this.#deadlocks.length > 0 ? [] : notes), ...stillRunning(result)];
    this.#drawProblems();
    this.drawThreads();
  }

  /** Fetches the timeline; a failure is said in its panel, and the next call tries again. */
  load(): Promise<void> {
    this.#loading ??= this.#load().catch(() => {
      this.#loading = undefined;
      this.#waiting = [];
      this.#dock.panel("timeline").replaceChildren(element("p", "dock-empty", "The timeline could not be loaded."));
    });
    return this.#loading;
  }

  drawThreads(): void {
    const timeline = this.#timeline;
    if (!timeline || this.#phase === "never") return;
    const isLive = this.#cursorMs === null;
    const elapsedMs = this.#phase === "running" ? performance.now() - this.#lastAt : 0;
    const nowMs = this.#cursorMs ?? this.#lastMs + elapsedMs;
    const isOver = isLive && this.#phase === "over";
    const states = isOver ? timeline.stateAt(nowMs).map(afterTheEnd) : timeline.stateAt(nowMs);
    const alive = isOver ? 0 : states.filter(({ state }) => state !== "ended").length;
    this.#dock.count("threads", alive, `${alive} ${alive === 1 ? "thread" : "threads"} not ended`);
    // Nobody is at any line once the run is over, except where it is looked at again.
    this.#owner.onStates(isOver ? [] : states);
    if (this.#dock.shown !== "threads") return;
    const when = isLive ? (this.#phase === "running" ? "Now" : "At the end of the run") : `At ${Math.round(nowMs)} ms`;
    if (states.length === 0) this.#threads.drawNothing("No thread has been recorded yet.");
    else this.#threads.draw(states, nowMs, when);
  }

  async #load(): Promise<void> {
    const { createTimeline } = await import("../timeline");
    const panel = this.#dock.panel("timeline");
    panel.replaceChildren();
    const timeline = createTimeline(panel, {
      onPick: (moment) => this.#owner.onPick(moment),
      onTime: (atMs) => {
        this.#cursorMs = atMs;
        this.drawThreads();
      },
    });
    for (const give of this.#waiting) give(timeline);
    this.#waiting = [];
    this.#timeline = timeline;
    this.drawThreads();
  }

  #hand(give: (timeline: Timeline) => void): void {
    if (this.#timeline) give(this.#timeline);
    else this.#waiting.push(give);
  }

  #drawProblems(): void {
    const { problems } = this;
    const errors = problems.filter(({ severity }) => severity === "error").length;
    const label = `${problems.length} ${problems.length === 1 ? "problem" : "problems"}`;
    this.#dock.count("problems", problems.length, label, errors > 0 ? "error" : "note");
    const nothing = { never: NOTHING_YET, running: NONE_SO_FAR, over: NONE }[this.#phase];
    this.#problemsView.draw(problems, nothing);
    this.#owner.onProblems(problems, [...this.#typed.values()].flat());
  }
}
