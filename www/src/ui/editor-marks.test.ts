import { expect, test } from "vitest";
import { byLine } from "./editor-marks";

test("threads at one line are told together, by the state of one that waits", () => {
  const mark = (line: number, name: string, state: string) => ({ file: "a.py", line, name, state });
  const lines = byLine([mark(3, "A", "running"), mark(3, "B", "lock"), mark(5, "C", "sleeping")]);
  expect([...lines]).toEqual([
    [3, { names: "B, A", state: "lock" }],
    [5, { names: "C", state: "sleeping" }],
  ]);
});
