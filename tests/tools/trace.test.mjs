/** A recorded run as Chrome trace JSON: the requirements of the format, and the content. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { traceOf } from "../../www/src/timeline/trace.js";
import { checkTrace } from "../support/trace.mjs";

let order = 0;
const event = (kind, thread, atMs, more = {}) => ({ kind, thread, atMs, order: order++, ...more });

const EVENTS = [
  event("began", 1, 0),
  event("acquired", 1, 1, { subject: 5, file: "a.py", line: 3 }),
  event("started", 1, 2, { subject: 2, file: "a.py", line: 4 }),
  event("began", 2, 2.5),
  event("named", 2, 2.5, { what: "worker" }),
  event("blocked", 2, 3, {
    wait: "lock",
    what: "Lock.acquire",
    type: "Lock",
    name: "lock",
    file: "a.py",
    line: 9,
    subject: 5,
  }),
  event("released", 1, 5, { subject: 5 }),
  event("resumed", 2, 5.25),
  event("acquired", 2, 5.25, { subject: 5 }),
  event("ended", 2, 6),
  event("blocked", 1, 6, { wait: "lock", what: "Lock.acquire", name: "lock", subject: 5 }),
];

test("each event is one that the format knows", () => {
  checkTrace(traceOf(EVENTS));
});

test("a wait has its length, its name and its line; an open one goes to the end", () => {
  const { traceEvents } = traceOf([...EVENTS, event("began", 3, 10)]);
  const waits = traceEvents.filter(({ cat }) => cat === "wait");
  assert.deepEqual(
    waits.map(({ name, tid, ts, dur, args }) => [name, tid, ts, dur, args.at]),
    [
      ["Lock.acquire lock", 2, 3000, 2250, "a.py:9"],
      ["Lock.acquire lock", 1, 6000, 4000, undefined],
    ],
  );
});

test("a hand-over is a flow from who released to who acquired", () => {
  const { traceEvents } = traceOf(EVENTS);
  const flow = traceEvents.filter(({ name }) => name === "hand-over");
  assert.deepEqual(
    flow.map(({ ph, tid, ts }) => [ph, tid, ts]),
    [
      ["s", 1, 5000],
      ["f", 2, 5250],
    ],
  );
  assert.equal(flow[0].id, flow[1].id);
});

test("threads have their names, in the order in which they were started", () => {
  const { traceEvents } = traceOf(EVENTS);
  const names = traceEvents.filter(({ name }) => name === "thread_name").map(({ tid, args }) => [tid, args.name]);
  assert.deepEqual(names, [
    [1, "MainThread"],
    [2, "worker"],
  ]);
});
