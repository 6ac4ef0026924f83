/** What a thread can be doing, and what that is called. */
import type { ThreadEvent } from "../engine/contract";
import type { StateKind } from "./types";

/** A state's number is its place here. */
export const STATES: readonly StateKind[] = [
  "running",
  "lock",
  "signal",
  "thread",
  "sleeping",
  "input",
  "starting",
  "ended",
];

export const STATE = Object.fromEntries(STATES.map((kind, number) => [kind, number])) as Record<StateKind, number>;

export const STATE_TEXTS: Record<StateKind, string> = {
  running: "Running",
  lock: "Waiting for a lock",
  signal: "Waiting on a queue or event",
  thread: "Waiting for another thread",
  sleeping: "Sleeping",
  input: "Waiting for input",
  starting: "Starting",
  ended: "Ended",
};

/** What is drawn beside the states. */
export const MARK_TEXTS = { held: "Holding a lock", "hand-over": "Lock handed over", output: "Output" };

/** Calls that take a lock or a permit, whatever they are built on. */
const TAKES = /\.(acquire|__enter__)$/;

/**
 * The state of a thread that waits. Python's conditions, events and queues are code over locks: the call tells them from a
 * lock of the program's own.
 */
export function stateOfWait({ wait, what = "", type }: ThreadEvent): StateKind {
  switch (wait) {
    case "thread":
      return "thread";
    case "sleep":
      return "sleeping";
    case "input":
      return "input";
    case "queue":
      return "signal";
    case "semaphore":
      return "lock";
    default:
      if (type === undefined || type === "Lock" || type === "RLock" || TAKES.test(what)) return "lock";
      return "signal";
  }
}
