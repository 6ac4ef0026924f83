import { expect, test } from "vitest";
import type { ThreadState } from "../timeline/types";
import { inOrder, spanText, waitText } from "./threads-view";

const state = (more: Partial<ThreadState>): ThreadState => ({
  thread: 2,
  name: "T",
  state: "lock",
  text: "Waiting for a lock",
  sinceMs: 0,
  ...more,
});

test("spans have one unit that fits", () => {
  expect([0.2, 12.4, 1_540, 61_000].map(spanText)).toEqual(["< 1 ms", "12 ms", "1.5 s", "1 min 1 s"]);
});

test("what a thread waits for has its author's name", () => {
  expect(waitText(state({ what: "Lock.acquire", type: "Lock", on: "vault" }))).toBe("Lock vault");
  expect(waitText(state({ what: "RLock.__enter__", type: "RLock" }))).toBe("RLock");
  expect(waitText(state({ state: "signal", what: "Queue.get", type: "Queue", on: "tasks" }))).toBe("Queue tasks.get()");
  expect(waitText(state({ state: "sleeping", what: "sleep" }))).toBe("sleep()");
  expect(waitText(state({ state: "thread", what: "Thread.join", type: "Thread", on: "worker" }))).toBe(
    "Thread worker.join()",
  );
  expect(waitText(state({ state: "thread", what: "_shutdown" }))).toBe("other threads to end");
  expect(waitText(state({ state: "running", what: "sleep" }))).toBe("");
});

test("threads that have ended come last", () => {
  const states = [state({ thread: 1 }), state({ thread: 2, state: "ended" }), state({ thread: 3 })];
  expect(inOrder(states).map(({ thread }) => thread)).toEqual([1, 3, 2]);
});
