import { expect, test } from "vitest";
import type { ThreadEvent } from "../engine/contract";
import { STATE, STATES, stateOfWait } from "./states";

test.each<[Partial<ThreadEvent>, string]>([
  [{ wait: "lock", what: "Lock.acquire", type: "Lock" }, "lock"],
  [{ wait: "rlock", what: "RLock.acquire", type: "RLock" }, "lock"],
  [{ wait: "lock" }, "lock"],
  [{ wait: "semaphore" }, "lock"],
  [{ wait: "lock", what: "Semaphore.acquire", type: "Semaphore" }, "lock"],
  [{ wait: "lock", what: "Queue.get", type: "Queue" }, "signal"],
  [{ wait: "lock", what: "Event.wait", type: "Event" }, "signal"],
  [{ wait: "lock", what: "Barrier.wait", type: "Barrier" }, "signal"],
  [{ wait: "queue", what: "SimpleQueue.get" }, "signal"],
  [{ wait: "thread" }, "thread"],
  [{ wait: "sleep" }, "sleeping"],
  [{ wait: "input" }, "input"],
])("%o is %s", (wait, state) => {
  expect(stateOfWait({ kind: "blocked", thread: 1, atMs: 0, order: 0, ...wait })).toBe(state);
});

test("a state's number is its place", () => {
  for (const [number, kind] of STATES.entries()) expect(STATE[kind]).toBe(number);
});
