import { expect, test } from "vitest";
import type { RunResult, ThreadEvent } from "../engine/contract";
import { LockOrder } from "./lock-order";

/** `2 +7@11` is thread 2 that acquires lock 7 in line 11, `2 -7` that it releases it. */
function events(text: string): ThreadEvent[] {
  return [...text.matchAll(/(\d+) ([+-])(\d+)(?:@(\d+))?/g)].map(([, thread, sign, lock, line], index) => ({
    kind: sign === "+" ? "acquired" : "released",
    thread: Number(thread),
    subject: Number(lock),
    atMs: index,
    order: index,
    ...(line ? { file: "/home/web/bank.py", line: Number(line) } : {}),
  }));
}

function result(lost = 0): RunResult {
  const thread = (number: number, name: string) => ({ number, name, beganMs: 0, waitedMs: 0 });
  const threads = [thread(1, "MainThread"), thread(2, "Ada"), thread(3, "Grace")];
  const summary = { threads, coresUsed: 1, longestWaits: [], events: 0, lost };
  return { reason: "exited", status: 0, message: "", durationMs: 1, dialect: "python3", threads: 3, summary };
}

function notes(text: string, lost = 0) {
  const order = new LockOrder();
  order.add(events(text));
  return order.problems(result(lost));
}

const CROSSED = "2 +7@11, 2 +8@12, 2 -8, 2 -7, 3 +8@21, 3 +7@22, 3 -7, 3 -8";

test("two locks in both orders are one note, with the threads and the four lines", () => {
  const [note, ...more] = notes(CROSSED);
  expect(more).toEqual([]);
  expect(note?.severity).toBe("note");
  expect(note?.lines).toEqual([
    "Ada acquired lock 7 at bank.py:11, and while it held it, lock 8 at bank.py:12.",
    "Grace acquired lock 8 at bank.py:21, and while it held it, lock 7 at bank.py:22.",
  ]);
  expect(note?.places.map(({ line }) => line)).toEqual([11, 12, 21, 22]);
});

test("a lock is called what the program calls it, once a thread has waited for it", () => {
  const order = new LockOrder();
  const blocked = { kind: "blocked", thread: 3, atMs: 0, order: 0, subject: 7, wait: "lock", name: "vault" } as const;
  order.add([blocked, ...events(CROSSED)]);
  expect(order.problems(result())[0]?.lines[0]).toContain("acquired `vault` at bank.py:11");
});

test("no note for one order, for one thread, after a release, or under a third lock that both hold", () => {
  for (const text of [
    "2 +7, 2 +8, 2 -8, 2 -7, 3 +7, 3 +8, 3 -8, 3 -7",
    "2 +7, 2 +8, 2 -8, 2 -7, 2 +8, 2 +7, 2 -7, 2 -8",
    "2 +7, 2 +8, 2 -7, 2 -8, 3 +8, 3 -8, 3 +7, 3 -7",
    "2 +9, 2 +7, 2 +8, 2 -8, 2 -7, 2 -9, 3 +9, 3 +8, 3 +7, 3 -7, 3 -8, 3 -9",
  ]) {
    expect(notes(text), text).toEqual([]);
  }
});

test("another thread may release a lock", () => {
  expect(notes("2 +7, 3 -7, 2 +8, 2 -8, 3 +8, 3 +7, 3 -7, 3 -8")).toEqual([]);
});

test("nothing is said where events were lost", () => {
  expect(notes(CROSSED, 1)).toEqual([]);
});
