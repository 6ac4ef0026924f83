import { expect, test } from "vitest";
import type { DeadlockReport, RunResult, StuckThread } from "../engine/contract";
import { deadlockProblem, stillRunning } from "./problems";

const stuck = (number: number, more: Partial<StuckThread> = {}): StuckThread => ({
  number,
  ident: number,
  name: `T${number}`,
  waitsFor: "lock",
  sentence: `T${number} waits at bank.py:${number} for Lock \`b\`.`,
  file: "/home/web/bank.py",
  line: number,
  holder: null,
  since: null,
  ...more,
});

test("a deadlock is told by its threads, those of the circle first, and what to change", () => {
  const report: DeadlockReport = {
    cause: "crossed-locks",
    text: "",
    title: "Deadlock",
    advice: "Take `a` first.",
    circle: [2, 3],
    threads: [stuck(1, { file: null, line: null }), stuck(2), stuck(3)],
  };
  const problem = deadlockProblem(report);
  expect(problem.lines.map((line) => line.slice(0, 2))).toEqual(["T2", "T3", "T1"]);
  expect(problem.places).toEqual([
    { file: "bank.py", line: 2 },
    { file: "bank.py", line: 3 },
  ]);
  expect(problem.advice).toBe("Take `a` first.");
});

const result = (more: Partial<RunResult>): RunResult => ({
  reason: "exited",
  status: 0,
  message: "",
  durationMs: 1,
  dialect: "python3",
  threads: 2,
  summary: {
    threads: [
      { number: 1, name: "MainThread", beganMs: 0, waitedMs: 0 },
      { number: 2, name: "done", beganMs: 0, endedMs: 1, waitedMs: 0 },
      { number: 3, name: "beat", beganMs: 0, waitedMs: 0 },
    ],
    coresUsed: 1,
    longestWaits: [],
    events: 0,
    lost: 0,
  },
  ...more,
});

test("a thread that did not end is told once the program has ended by itself", () => {
  expect(stillRunning(result({})).map(({ title }) => title)).toEqual(["beat was still running when the program ended"]);
  expect(stillRunning(result({ reason: "killed", status: 137 }))).toEqual([]);
  expect(stillRunning(result({ status: 130 }))).toEqual([]);
  const { summary, ...without } = result({});
  if (summary) expect(stillRunning({ ...without, summary: { ...summary, lost: 1 } })).toEqual([]);
  expect(stillRunning(without)).toEqual([]);
});
