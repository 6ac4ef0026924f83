import { expect, test } from "vitest";
import type { ThreadState } from "./types";
import { placeText, stateText, timeText } from "./words";

test.each([
  [0, undefined, "0 ms"],
  [0.35, undefined, "350 µs"],
  [1.24, undefined, "1.2 ms"],
  [123.4, undefined, "123 ms"],
  [1240, undefined, "1.24 s"],
  [61_240, undefined, "61.2 s"],
  [12, 2, "12 ms"],
  [12.5, 0.5, "12.5 ms"],
  [1500, 500, "1.5 s"],
  [1500.2, 0.1, "1.5002 s"],
  [0.35, 0.05, "350 µs"],
])("%d ms with a step of %s is %s", (ms, step, text) => {
  expect(timeText(ms, step)).toBe(text);
});

const waiting: ThreadState = {
  thread: 3,
  name: "auditor",
  state: "lock",
  text: "Waiting for a lock",
  sinceMs: 9,
  what: "Lock.acquire",
  on: "vault",
  file: "/home/user/bank.py",
  line: 21,
  holder: 2,
  holderFile: "/home/user/bank.py",
  holderLine: 11,
};

test("a state in words: who, what, since when, for how long, on what, held by whom, where", () => {
  expect(stateText(waiting, 19, () => "teller")).toBe(
    "auditor: Waiting for a lock since 9.0 ms, 10.0 ms; Lock.acquire on vault; held by teller since bank.py:11; bank.py:21",
  );
});

test("nothing is said of what is not known", () => {
  const { thread, name, sinceMs } = waiting;
  expect(stateText({ thread, name, sinceMs, state: "ended", text: "Ended" }, 50, String)).toBe(
    "auditor: Ended since 9.0 ms",
  );
  expect(placeText("a.py", undefined)).toBe("");
});
