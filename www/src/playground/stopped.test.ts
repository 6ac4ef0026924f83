import { expect, test } from "vitest";
import type { RunResult } from "../engine/contract";
import type { ThreadState } from "../timeline/types";
import { stoppedProblem } from "./stopped";

const ended = (more: Partial<RunResult>): RunResult => ({
  reason: "exited",
  status: 130,
  message: "",
  durationMs: 1,
  dialect: "python3",
  threads: 3,
  ...more,
});

const STATES: ThreadState[] = [
  {
    thread: 1,
    name: "MainThread",
    state: "thread",
    text: "Waiting for another thread",
    sinceMs: 1,
    what: "Thread.join",
    on: "ada",
  },
  {
    thread: 2,
    name: "Ada",
    state: "lock",
    text: "Waiting for a lock",
    sinceMs: 2,
    what: "Lock.acquire",
    type: "Lock",
    on: "vault",
    file: "/home/web/bank.py",
    line: 6,
    holder: 3,
    holderFile: "/home/web/bank.py",
    holderLine: 4,
  },
  { thread: 3, name: "Grace", state: "running", text: "Running", sinceMs: 3, file: "/home/web/bank.py", line: 9 },
  { thread: 4, name: "Edsger", state: "ended", text: "Ended", sinceMs: 4 },
];

test("each thread that had not ended, with what it waited for, where, and who has that since where", () => {
  const [note] = stoppedProblem(STATES, ended({}));
  expect(note?.severity).toBe("note");
  expect(note?.lines.slice(1)).toEqual([
    "Ada: waiting for a lock (Lock vault) at bank.py:6; Grace holds it since bank.py:4.",
    "Grace: running at bank.py:9.",
  ]);
  expect(note?.lines[0]).toMatch(/^MainThread: waiting for another thread \(.*join.*\)\.$/);
});

test("after a second Stop too, and not where the program ended in its own way", () => {
  expect(stoppedProblem(STATES, ended({ reason: "killed", status: 137 }))).toHaveLength(1);
  expect(stoppedProblem(STATES, ended({ status: 0 }))).toEqual([]);
  expect(stoppedProblem([], ended({}))).toEqual([]);
});

test("a program with very many threads is cut", () => {
  const many = Array.from({ length: 120 }, (_, index) => ({ ...(STATES[2] as ThreadState), thread: index + 1 }));
  const lines = stoppedProblem(many, ended({}))[0]?.lines ?? [];
  expect(lines).toHaveLength(51);
  expect(lines.at(-1)).toBe("70 more threads.");
});
