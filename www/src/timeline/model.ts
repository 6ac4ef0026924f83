/** What the threads of a run did, put together from its events: lanes, links between them, and every thread's state at a time. */
import type { DeadlockReport, OutputRecord, RunResult, ThreadEvent } from "../engine/contract";
import { type Detail, Details } from "./details";
import { Lane } from "./lane";
import { Locks } from "./locks";
import { countUpTo, insert } from "./search";
import { STATE, STATE_TEXTS, STATES, stateOfWait } from "./states";
import type { StateKind, ThreadState } from "./types";

/** What is drawn beside the states. */
export type Mark = "held" | "hand-over" | "output";

/** From one thread to another. */
export interface Link {
  kind: "start" | "join" | "hand-over";
  from: number;
  fromMs: number;
  to: number;
  toMs: number;
}

const MARKS: readonly Mark[] = ["held", "hand-over", "output"];

/** A kind that records have from a later runtime on. */
const WROTE = "wrote";
/** Characters of an output record that are kept as its label. */
const LABEL = 80;
/** Spans and links that are kept at most. A page must not fill up while a program runs for hours. */
const MOST = 3_000_000;

export class TimelineModel {
  /** In start order. */
  readonly lanes: Lane[] = [];
  /** By the time at which they arrive. */
  readonly links: Link[] = [];
  readonly linkMs: number[] = [];
  readonly details = new Details();
  events = 0;
  /** The time of the latest event. */
  lastMs = 0;
  result: RunResult | undefined;
  deadlock: { report: DeadlockReport; atMs: number } | undefined;
  /** What was before this moment is not kept any more. */
  keptFromMs = 0;
  readonly #lanes = new Map<number, Lane>();
  readonly #locks = new Locks();
  readonly #labels: string[] = [];
  /** What each thread that waits, or has just stopped waiting, waits for. */
  readonly #waits = new Map<number, { subject: number | undefined; isJoin: boolean }>();
  /** Joins that were over before the end of their thread was read, by that thread. */
  readonly #earlyJoins = new Map<number, ThreadEvent[]>();
  readonly #states = new Set<number>();
  readonly #marks = new Set<Mark>();
  #kept = 0;

  constructor(readonly most = MOST) {}

  add(events: readonly ThreadEvent[]): void {
    for (const event of events) this.#add(event);
    this.events += events.length;
    if (this.#kept > this.most) this.#forgetHalf();
  }

  addOutput(records: readonly OutputRecord[]): void {
    // An explanation of the page's own is no record of the program.
    for (const { text, ident } of records) if (ident !== 0) this.#labels.push(text.slice(0, LABEL));
  }

  addDeadlock(report: DeadlockReport): void {
    this.deadlock = { report, atMs: this.lastMs };
  }

  end(result: RunResult): void {
    this.result = result;
  }

  lane(thread: number): Lane | undefined {
    return this.#lanes.get(thread);
  }

  /** Numbers of the states that occur, in the order of the legend; at its end a thread is in none that is drawn. */
  get shownStates(): number[] {
    return [...this.#states].filter((state) => state !== STATE.ended).sort((a, b) => a - b);
  }

  /** What else occurs, in the order of the legend. */
  get shownMarks(): Mark[] {
    return MARKS.filter((mark) => this.#marks.has(mark));
  }

  nameOf(thread: number): string {
    return this.#lanes.get(thread)?.name ?? `thread ${thread}`;
  }

  /** What an output record printed, as far as it is known. */
  outputText(output: number): string | undefined {
    return this.#labels[output - 1];
  }

  detailOf(lane: Lane, span: number): Detail {
    return this.details.get(lane.details[span] ?? 0);
  }

  /** Since when a thread has held a lock that others have waited for and that it has not given up. */
  heldSince(thread: number): number | undefined {
    return this.#locks.heldSince(thread);
  }

  /** Every thread that was started by then. */
  stateAt(atMs: number): ThreadState[] {
    return this.lanes.filter((lane) => lane.firstMs <= atMs).map((lane) => this.stateOf(lane, atMs));
  }

  stateOf(lane: Lane, atMs: number): ThreadState {
    return this.spanState(lane, lane.spanAt(atMs), atMs);
  }

  /** A thread's state in one of its spans, with the holder of what it waits for as it is at a time; -1 is before it ran. */
  spanState(lane: Lane, span: number, atMs: number): ThreadState {
    const state = STATES[lane.states[span] ?? STATE.starting] as StateKind;
    const { file, line, ...wait } = this.detailOf(lane, span);
    const found: ThreadState = {
      thread: lane.number,
      name: lane.name,
      state,
      text: STATE_TEXTS[state],
      sinceMs: lane.fromMs[span] ?? lane.firstMs,
      ...wait,
    };
    if (file !== undefined && line !== undefined) Object.assign(found, { file, line });
    if (found.subject !== undefined && state !== "thread") {
      const middleMs = (atMs + lane.spanEnd(span, atMs)) / 2;
      this.#addHolder(found, found.subject, atMs, middleMs);
    }
    return found;
  }

  /** A thread may have to wait before the one that took the lock could note that it has it: then the holder a little later. */
  #addHolder(state: ThreadState, subject: number, atMs: number, laterMs: number): void {
    const holder = this.#locks.holderAt(subject, atMs) ?? this.#locks.holderAt(subject, laterMs);
    // The lock that a condition's waiter made for itself: another thread lets it go on by releasing that.
    if (!holder || holder.thread === state.thread) return;
    state.holder = holder.thread;
    const { file, line } = this.details.get(holder.place);
    if (file !== undefined && line !== undefined) Object.assign(state, { holderFile: file, holderLine: line });
  }

  #add(event: ThreadEvent): void {
    const { thread, atMs, subject } = event;
    this.lastMs = Math.max(this.lastMs, atMs);
    const lane = this.#laneOf(thread);
    // The event that says so was lost, where its first one is another.
    if (lane.fromMs.length === 0 && event.kind !== "began") this.#push(lane, atMs, STATE.running, 0);
    switch (event.kind) {
      case "started":
        if (subject !== undefined) this.#start(event, subject);
        break;
      case "began":
        this.#begin(lane, event);
        break;
      case "named":
        if (event.what) lane.name = event.what;
        break;
      case "blocked":
        this.#block(lane, event);
        break;
      case "resumed":
        this.#resume(lane, event);
        break;
      case "acquired":
        if (subject !== undefined) this.#acquire(event, subject);
        break;
      case "released":
        if (subject !== undefined) this.#release(lane, event, subject);
        break;
      case "ended":
        this.#end(lane, event);
        break;
      default:
        if ((event.kind as string) !== WROTE || subject === undefined) break;
        lane.addTick(atMs, subject);
        this.#marks.add("output");
    }
  }

  #laneOf(thread: number): Lane {
    const known = this.#lanes.get(thread);
    if (known) return known;
    const lane = new Lane(thread);
    this.#lanes.set(thread, lane);
    const at = this.lanes.findLastIndex(({ number }) => number < thread) + 1;
    this.lanes.splice(at, 0, lane);
    return lane;
  }

  #push(lane: Lane, atMs: number, state: number, detail: number): void {
    this.#kept++;
    this.#states.add(state);
    lane.push(atMs, state, detail);
  }

  #start({ thread, atMs }: ThreadEvent, subject: number): void {
    const child = this.#laneOf(subject);
    child.startedBy = thread;
    // It may have begun to run before its starter could say so.
    child.startedMs = Math.min(atMs, child.fromMs[0] ?? atMs);
    const toMs = child.fromMs[0];
    if (toMs !== undefined) this.#link({ kind: "start", from: thread, fromMs: child.startedMs, to: subject, toMs });
  }

  #begin(lane: Lane, event: ThreadEvent): void {
    const { thread, atMs } = event;
    this.#push(lane, atMs, STATE.running, this.details.placeOf(event));
    if (lane.startedMs === undefined || lane.startedBy === undefined) return;
    this.#link({ kind: "start", from: lane.startedBy, fromMs: lane.startedMs, to: thread, toMs: atMs });
  }

  #block(lane: Lane, event: ThreadEvent): void {
    const { thread, atMs, subject, wait } = event;
    this.#push(lane, atMs, STATE[stateOfWait(event)], this.details.of(event));
    this.#waits.set(thread, { subject, isJoin: wait === "thread" });
    if (subject !== undefined && wait !== "thread") this.#locks.want(subject);
  }

  #resume(lane: Lane, event: ThreadEvent): void {
    const { thread, atMs } = event;
    const blocked = this.detailOf(lane, lane.fromMs.length - 1);
    const place =
      blocked.file === undefined
        ? this.details.placeOf(event)
        : this.details.placeOf({ ...event, ...placeOf(blocked) });
    this.#push(lane, atMs, STATE.running, place);
    const wait = this.#waits.get(thread);
    if (!wait?.isJoin || wait.subject === undefined) return;
    this.#waits.delete(thread);
    const joined = this.#lanes.get(wait.subject);
    if (joined?.endedMs !== undefined) this.#join(joined, joined.endedMs, event);
    else this.#earlyJoins.set(wait.subject, [...(this.#earlyJoins.get(wait.subject) ?? []), event]);
  }

  #join(joined: Lane, endedMs: number, { thread, atMs }: ThreadEvent): void {
    this.#link({ kind: "join", from: joined.number, fromMs: endedMs, to: thread, toMs: Math.max(atMs, endedMs) });
  }

  #acquire(event: ThreadEvent, subject: number): void {
    const hasWaited = this.#waits.get(event.thread)?.subject === subject;
    this.#waits.delete(event.thread);
    const handOver = this.#locks.acquire(event, subject, hasWaited, this.details.placeOf(event));
    if (handOver) this.#link({ kind: "hand-over", ...handOver });
    this.#kept++;
  }

  #release(lane: Lane, event: ThreadEvent, subject: number): void {
    const { sinceMs, handOver } = this.#locks.release(event, subject);
    if (sinceMs !== undefined) {
      lane.addHeld(sinceMs, event.atMs);
      this.#marks.add("held");
    }
    if (handOver) this.#link({ kind: "hand-over", ...handOver });
    this.#kept++;
  }

  #end(lane: Lane, event: ThreadEvent): void {
    const { thread, atMs, order } = event;
    this.#push(lane, atMs, STATE.ended, 0);
    lane.endedMs = atMs;
    for (const join of this.#earlyJoins.get(thread) ?? []) if (join.order > order) this.#join(lane, atMs, join);
    this.#earlyJoins.delete(thread);
  }

  #link(link: Link): void {
    this.#kept++;
    if (link.kind === "hand-over") this.#marks.add(link.kind);
    if (link.kind === "start" && link.toMs > link.fromMs) this.#states.add(STATE.starting);
    let at = this.links.length;
    while (at > 0 && (this.linkMs[at - 1] as number) > link.toMs) at--;
    insert(this.links, at, link);
    insert(this.linkMs, at, link.toMs);
  }

  /** Leaves out the older half, by time. */
  #forgetHalf(): void {
    this.keptFromMs = (this.keptFromMs + this.lastMs) / 2;
    for (const lane of this.lanes) lane.forgetBefore(this.keptFromMs);
    this.#locks.forgetBefore(this.keptFromMs);
    const links = countUpTo(this.linkMs, this.keptFromMs);
    this.links.splice(0, links);
    this.linkMs.splice(0, links);
    this.#kept = this.lanes.reduce((sum, { fromMs }) => sum + fromMs.length, this.links.length);
  }
}

function placeOf({ file, line }: Detail): Pick<ThreadEvent, "file" | "line"> {
  return file === undefined || line === undefined ? {} : { file, line };
}
