import { expect, test } from "vitest";
import { countUpTo, insert } from "./search";

test("how many of the sorted numbers are at most a value", () => {
  const sorted = [1, 2, 2, 5];
  expect([0, 1, 2, 4, 5, 9].map((value) => countUpTo(sorted, value))).toEqual([0, 1, 3, 3, 4, 4]);
  expect(countUpTo(sorted, 2, 2)).toBe(3);
  expect(countUpTo([], 3)).toBe(0);
});

test("inserts at the end and between", () => {
  const list = [1, 3];
  insert(list, 2, 4);
  insert(list, 1, 2);
  expect(list).toEqual([1, 2, 3, 4]);
});
