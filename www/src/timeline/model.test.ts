import { expect, test } from "vitest";
import { bank, bankOutput, crossedLocks, events, FILE, many } from "../../../tests/support/thread-events";
import type { ThreadEvent } from "../engine/contract";
import { TimelineModel } from "./model";
import { STATES } from "./states";

function model(of: ThreadEvent[], ...more: ThreadEvent[][]): TimelineModel {
  const made = new TimelineModel();
  for (const batch of [of, ...more]) made.add(batch);
  return made;
}

const spans = (made: TimelineModel, thread: number) => {
  const lane = made.lane(thread);
  return lane?.states.map((state, span) => `${STATES[state]} from ${lane.fromMs[span]}`);
};

test("a lane for each thread, in start order, with its name", () => {
  const made = model(bank());
  expect(made.lanes.map(({ number, name, startedBy }) => [number, name, startedBy])).toEqual([
    [1, "MainThread", undefined],
    [2, "teller", 1],
    [3, "auditor", 1],
    [4, "printer", 1],
  ]);
});

test("each thread's states", () => {
  const made = model(bank());
  expect(spans(made, 1)).toEqual([
    "running from 0",
    "sleeping from 12",
    "running from 28",
    "thread from 29",
    "running from 39",
    "ended from 42",
  ]);
  expect(spans(made, 2)).toEqual(["running from 3", "input from 21", "running from 34", "ended from 36"]);
  expect(spans(made, 3)).toEqual(["running from 5.5", "lock from 9", "running from 19", "ended from 38"]);
  expect(spans(made, 4)).toEqual(["running from 8", "signal from 10", "running from 30", "ended from 33"]);
});

test("links: starts, the hand-over of a lock, a join", () => {
  expect(model(bank()).links.map(({ kind, from, fromMs, to, toMs }) => [kind, from, fromMs, to, toMs])).toEqual([
    ["start", 1, 2, 2, 3],
    ["start", 1, 4, 3, 5.5],
    ["start", 1, 6, 4, 8],
    ["hand-over", 2, 18, 3, 19],
    ["join", 3, 38, 1, 39],
  ]);
});

test("links are the same where the events of two threads come in two batches, the later first", () => {
  const all = bank();
  const late = all.filter(({ thread, kind }) => thread === 2 || kind === "ended");
  const early = all.filter((event) => !late.includes(event));
  expect(model(early, late).links).toEqual(model(all).links);
});

test("a lock that nobody waited for is not handed over", () => {
  const made = model(
    events(
      { kind: "acquired", thread: 1, atMs: 1, subject: 7 },
      { kind: "released", thread: 1, atMs: 2, subject: 7 },
      { kind: "acquired", thread: 2, atMs: 3, subject: 7 },
    ),
  );
  expect(made.links).toEqual([]);
});

test("the state of every thread at a time: what it waits for, where, since when, and who holds that since which line", () => {
  const made = model(bank());
  expect(made.stateAt(15)).toEqual([
    {
      thread: 1,
      name: "MainThread",
      state: "sleeping",
      text: "Sleeping",
      sinceMs: 12,
      what: "sleep",
      hasDeadline: true,
      file: FILE,
      line: 34,
    },
    { thread: 2, name: "teller", state: "running", text: "Running", sinceMs: 3 },
    {
      thread: 3,
      name: "auditor",
      state: "lock",
      text: "Waiting for a lock",
      sinceMs: 9,
      what: "Lock.acquire",
      type: "Lock",
      on: "vault",
      subject: 7,
      file: FILE,
      line: 21,
      holder: 2,
      holderFile: FILE,
      holderLine: 11,
    },
    {
      thread: 4,
      name: "printer",
      state: "signal",
      text: "Waiting on a queue or event",
      sinceMs: 10,
      what: "Queue.get",
      type: "Queue",
      on: "tasks",
      subject: 9,
      file: FILE,
      line: 41,
    },
  ]);
});

test("before it was started a thread is not there, before it runs it is starting, and after its end it has ended", () => {
  const made = model(bank());
  expect(made.stateAt(1).map(({ thread }) => thread)).toEqual([1]);
  expect(made.stateAt(4.5).at(-1)).toMatchObject({ thread: 3, state: "starting", sinceMs: 4 });
  expect(made.stateAt(100).map(({ state }) => state)).toEqual(["ended", "ended", "ended", "ended"]);
});

test("a thread that waited is seen last where it waited", () => {
  const [, , auditor] = model(bank()).stateAt(20);
  expect(auditor).toMatchObject({ state: "running", file: FILE, line: 21 });
});

test("locks that it held, and those that it holds while another waits for them", () => {
  const made = model(bank());
  expect([made.lane(2)?.heldFromMs, made.lane(2)?.heldToMs]).toEqual([[6], [18]]);
  expect([made.lane(3)?.heldFromMs, made.lane(3)?.heldToMs]).toEqual([[19], [27]]);
  const stuck = model(crossedLocks().events);
  expect(stuck.heldSince(2)).toBe(3);
  expect(stuck.heldSince(3)).toBe(5);
  expect(stuck.heldSince(1)).toBeUndefined();
  expect(stuck.lane(2)?.heldFromMs).toEqual([]);
});

test("a lock that another thread released was nobody's any more", () => {
  const made = model(
    events(
      { kind: "acquired", thread: 1, atMs: 1, subject: 7 },
      { kind: "blocked", thread: 1, atMs: 2, subject: 7, wait: "lock", what: "Condition.wait", type: "Condition" },
      { kind: "released", thread: 2, atMs: 3, subject: 7 },
      { kind: "resumed", thread: 1, atMs: 4 },
      { kind: "acquired", thread: 1, atMs: 4, subject: 7 },
    ),
  );
  expect(made.lane(1)?.heldFromMs).toEqual([]);
  expect(made.links).toMatchObject([{ kind: "hand-over", from: 2, to: 1 }]);
  expect(made.stateOf(made.lanes[0] as never, 2.5).holder).toBeUndefined();
});

test("output that was written, as ticks with the beginning of its text", () => {
  const made = model(bank());
  made.addOutput(bankOutput());
  made.addOutput([{ stream: "stdout", ident: 1, threadName: "x", text: "x".repeat(1000) }]);
  expect([made.lane(3)?.tickMs, made.lane(3)?.tickOutputs]).toEqual([[22], [2]]);
  expect(made.outputText(2)).toBe("checked <100>\n");
  expect(made.outputText(4)).toHaveLength(80);
  expect(made.outputText(5)).toBeUndefined();
});

test("a thread whose first events were lost runs from its first known one", () => {
  const made = model(events({ kind: "released", thread: 5, atMs: 3, subject: 1 }));
  expect(spans(made, 5)).toEqual(["running from 3"]);
});

test("kinds that are not known yet change nothing", () => {
  const made = model(bank());
  const before = spans(made, 1);
  made.add(events({ kind: "notified" as ThreadEvent["kind"], thread: 1, atMs: 50 }));
  expect(spans(made, 1)).toEqual(before);
});

test("of more events than are kept the older ones go, and it is known since when all is there", () => {
  const made = new TimelineModel(1000);
  const all = many(20_000);
  for (let at = 0; at < all.length; at += 500) made.add(all.slice(at, at + 500));
  const kept = made.lanes.reduce((sum, { fromMs }) => sum + fromMs.length, made.links.length);
  expect(kept).toBeLessThan(3000);
  expect(made.keptFromMs).toBeGreaterThan(0);
  expect(made.events).toBe(20_000);
  expect(made.links.every(({ toMs }) => toMs >= made.keptFromMs)).toBe(true);
  expect(made.stateAt(made.lastMs)).toHaveLength(8);
});

test("what occurs, for the legend", () => {
  const made = model(bank());
  expect(made.shownStates.map((state) => STATES[state])).toEqual([
    "running",
    "lock",
    "signal",
    "thread",
    "sleeping",
    "input",
    "starting",
  ]);
  expect(made.shownMarks).toEqual(["held", "hand-over", "output"]);
  expect(new TimelineModel().shownMarks).toEqual([]);
});

test("who took the lock may note that a moment after another began to wait", () => {
  const made = model(
    events(
      { kind: "blocked", thread: 1, atMs: 1, subject: 7, wait: "lock", what: "Lock.acquire", type: "Lock" },
      { kind: "acquired", thread: 2, atMs: 1.01, subject: 7, file: FILE, line: 3 },
      { kind: "released", thread: 2, atMs: 4, subject: 7 },
      { kind: "resumed", thread: 1, atMs: 4.1 },
    ),
  );
  const lane = made.lane(1);
  expect(lane && made.spanState(lane, 1, 1).holder).toBe(2);
});
