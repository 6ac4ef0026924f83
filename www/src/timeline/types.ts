/** What the rest of a page sees of the timeline. */
import type { DeadlockReport, OutputRecord, RunResult, ThreadEvent } from "../engine/contract";

/** What a thread is doing. `signal`: it waits on a queue, a condition, an event or a barrier. */
export type StateKind = "starting" | "running" | "lock" | "signal" | "thread" | "sleeping" | "input" | "ended";

/** One thread at one moment. */
export interface ThreadState {
  thread: number;
  name: string;
  state: StateKind;
  /** In words: "Waiting for a lock". */
  text: string;
  sinceMs: number;
  /** The call that waits, as `Queue.get`. */
  what?: string;
  /** The type and the name of what it waits for. */
  type?: string;
  on?: string;
  /** Whether the wait ends by itself. */
  hasDeadline?: boolean;
  /** The lock, semaphore or queue that it waits for; of a join the other thread. */
  subject?: number;
  /** The thread that holds that lock, and since where. */
  holder?: number;
  holderFile?: string;
  holderLine?: number;
  /** Where it waits; of a running thread, where it was seen last. */
  file?: string;
  line?: number;
}

export interface Moment {
  thread: number;
  atMs: number;
  file?: string;
  line?: number;
  /** The output record that was written then: its index, from 1, in print order. */
  output?: number;
}

export interface TimelineOptions {
  /** A moment was chosen: show the source line and the output of it. */
  onPick?(moment: Moment): void;
  /** The cursor (replay) moved; null: it is at the end, live. */
  onTime?(atMs: number | null): void;
}

export interface Timeline {
  /** A new run begins. */
  reset(title?: string): void;
  /** Batches as they come, any number. */
  add(events: ThreadEvent[]): void;
  /** In print order, to label the ticks. */
  addOutput(records: OutputRecord[]): void;
  /** Marks the threads that wait for each other. */
  addDeadlock(report: DeadlockReport): void;
  /** The run is over. */
  end(result: RunResult): void;
  /** Moves the cursor; null: to the end. Does not call `onTime`. */
  showTime(atMs: number | null): void;
  /** Every thread that was started by then, in start order. */
  stateAt(atMs: number): ThreadState[];
  /** A picture of the whole run that needs nothing else, for documents and print. */
  toSvg(): string;
  dispose(): void;
}
