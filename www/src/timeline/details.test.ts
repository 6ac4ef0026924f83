import { expect, test } from "vitest";
import type { ThreadEvent } from "../engine/contract";
import { Details } from "./details";

const blocked: ThreadEvent = {
  kind: "blocked",
  thread: 2,
  atMs: 1,
  order: 1,
  wait: "lock",
  what: "Lock.acquire",
  file: "a.py",
  line: 3,
  subject: 7,
};

test("the same place and reason have one number, others have others", () => {
  const details = new Details();
  const number = details.of(blocked);
  expect(details.of({ ...blocked, thread: 5, atMs: 99 })).toBe(number);
  expect(details.of({ ...blocked, line: 4 })).not.toBe(number);
  expect(details.of({ ...blocked, subject: 8 })).not.toBe(number);
  expect(details.get(number)).toEqual({ file: "a.py", line: 3, what: "Lock.acquire", subject: 7 });
});

test("a place alone; none without a line", () => {
  const details = new Details();
  expect(details.get(details.placeOf(blocked))).toEqual({ file: "a.py", line: 3 });
  expect(details.placeOf({ kind: "began", thread: 1, atMs: 0, order: 0 })).toBe(0);
  expect(details.get(0)).toEqual({});
});
