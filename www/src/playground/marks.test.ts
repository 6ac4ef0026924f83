import { expect, test } from "vitest";
import type { Problem } from "../problems/problems";
import type { ThreadState } from "../timeline/types";
import { problemMarksOf, threadMarksOf } from "./marks";

const state = (more: Partial<ThreadState>): ThreadState => ({
  thread: 2,
  name: "T",
  state: "lock",
  text: "",
  sinceMs: 0,
  ...more,
});

test("threads that are at a line of a file are marked there", () => {
  const place = { file: "/home/web/bank.py", line: 3 };
  const states = [state(place), state({}), state({ ...place, state: "ended" })];
  expect(threadMarksOf(states)).toEqual([{ file: "bank.py", line: 3, name: "T", state: "lock" }]);
});

const problem = (more: Partial<Problem>): Problem => ({
  kind: "exception",
  severity: "error",
  title: "ValueError: no",
  lines: [],
  places: [
    { file: "a.py", line: 2, column: 3, endColumn: 5 },
    { file: "a.py", line: 9 },
  ],
  ...more,
});

test("an exception is marked where it was raised, a deadlock at each thread that waits", () => {
  expect(problemMarksOf([problem({})])).toEqual([
    { file: "a.py", line: 2, column: 3, endColumn: 5, message: "ValueError: no" },
  ]);
  const deadlock = problem({
    kind: "deadlock",
    title: "Deadlock",
    lines: ["one waits at a.py:2 for b.", "two waits at a.py:9 for a.", "three waits at a.py:9 for b."],
    places: [2, 9, 9].map((line) => ({ file: "a.py", line })),
  });
  expect(problemMarksOf([deadlock]).map(({ line, message }) => [line, message])).toEqual([
    [2, "one waits at a.py:2 for b."],
    [9, "two waits at a.py:9 for a.\nthree waits at a.py:9 for b."],
  ]);
  expect(problemMarksOf([problem({ severity: "note" })])).toEqual([]);
});
