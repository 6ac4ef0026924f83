import { expect, test } from "vitest";
import type { ThreadEvent } from "./contract";
import { Summary } from "./summary";

let order = 0;
const event = (
  kind: ThreadEvent["kind"],
  thread: number,
  atMs: number,
  more: Partial<ThreadEvent> = {},
): ThreadEvent => ({
  kind,
  thread,
  atMs,
  order: order++,
  ...more,
});

test("threads, their waits, and how many cores they kept busy", () => {
  const summary = new Summary();
  summary.add([
    event("began", 1, 0),
    event("started", 1, 0, { subject: 2 }),
    event("began", 2, 0),
    event("named", 2, 0, { what: "worker" }),
    event("blocked", 2, 50, { wait: "lock", what: "Lock.acquire", name: "lock", file: "a.py", line: 3 }),
    event("resumed", 2, 80),
    event("blocked", 2, 80, { wait: "sleep", what: "sleep" }),
    event("resumed", 2, 90),
    event("ended", 2, 90),
    event("blocked", 1, 90, { wait: "thread", what: "Thread.join" }),
  ]);
  summary.add([event("resumed", 1, 100)]);
  expect(summary.result(4)).toEqual({
    threads: [
      { number: 1, name: "MainThread", beganMs: 0, waitedMs: 10 },
      { number: 2, name: "worker", startedBy: 1, beganMs: 0, endedMs: 90, waitedMs: 40 },
    ],
    coresUsed: (90 + 50) / 100,
    longestWaits: [
      { thread: 2, threadName: "worker", what: "Lock.acquire", name: "lock", file: "a.py", line: 3, ms: 30 },
      { thread: 1, threadName: "MainThread", what: "Thread.join", ms: 10 },
    ],
    events: 11,
    lost: 4,
  });
});

test("who waits to the end has waited until then", () => {
  const summary = new Summary();
  summary.add([event("blocked", 1, 10, { wait: "lock", what: "Lock.acquire" }), event("began", 2, 60)]);
  expect(summary.result(0).longestWaits).toMatchObject([{ thread: 1, ms: 50 }]);
});
