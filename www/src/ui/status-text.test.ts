import { expect, test } from "vitest";
import type { RunResult } from "../engine/contract";
import { durationText, progressText, statusText } from "./status-text";

const result: RunResult = {
  reason: "exited",
  status: 0,
  message: "",
  durationMs: 2_012,
  dialect: "python3",
  threads: 6,
};

test("bytes are megabytes with one place, and what is unknown is left out", () => {
  expect(progressText({ stage: "download", receivedBytes: 3_100_000, totalBytes: 8_500_000 })).toBe(
    "36% · 3.1 of 8.5 MB",
  );
  expect(progressText({ stage: "download", receivedBytes: 8_499_999, totalBytes: 8_500_000 })).toMatch(/^99%/);
  expect(progressText({ stage: "download", receivedBytes: 3_100_000, totalBytes: 0 })).toBe("3.1 MB");
});

test("durations have the unit that suits them", () => {
  expect([12.4, 2_012, 61_500].map(durationText)).toEqual(["12 ms", "2.01 s", "1 min 1 s"]);
});

test("a run's end says status, duration, threads and dialect", () => {
  const headline = (changes: Partial<RunResult>) =>
    statusText({ kind: "exited", result: { ...result, ...changes } }).headline;
  expect(headline({})).toBe("Exit status 0 · 2.01 s · 6 threads");
  expect(headline({ threads: 1, dialect: "python2" })).toBe("Exit status 0 · 2.01 s · 1 thread · run as Python 2");
  expect(headline({ reason: "killed", status: 137 })).toContain("Ended by Stop, exit status 137");
  expect(headline({ reason: "crashed", status: 134 })).toContain("Crashed, exit status 134");
  expect(statusText({ kind: "exited", result: { ...result, message: "Why." } }).detail).toBe("Why.");
});

test("a recorded run's end says how many cores it used, of those that there are", () => {
  const headline = (coresUsed: number, cores: number) => {
    const summary = { threads: [], coresUsed, longestWaits: [], events: 0, lost: 0 };
    return statusText({ kind: "exited", result: { ...result, summary } }, cores).headline;
  };
  expect(headline(1.84, 8)).toBe("Exit status 0 · 2.01 s · 6 threads, 1.8 of 8 cores");
  expect(headline(5.2, 2)).toMatch(/, 2\.0 of 2 cores$/);
  expect(headline(0.97, 1)).toMatch(/, 1\.0 of 1 core$/);
});

test("a program in which no thread can go on is not said to be just running", () => {
  expect(statusText({ kind: "running", startedAt: 0, isDeadlocked: true }).headline).toMatch(/^Deadlock/);
});
