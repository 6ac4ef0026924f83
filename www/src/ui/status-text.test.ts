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
