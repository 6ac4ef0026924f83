import { expect, test } from "vitest";
import { shareAfterKey } from "./splitter";

const LIMITS = { min: 25, max: 75 };

test("arrows take small steps, Page Up and Page Down large ones, Home and End go to the limits", () => {
  const keys = ["ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown", "PageUp", "PageDown", "Home", "End"];
  expect(keys.map((key) => shareAfterKey(key, 50, LIMITS))).toEqual([52, 52, 48, 48, 60, 40, 25, 75]);
});

test("no key leads beyond the limits, and other keys do nothing", () => {
  expect(shareAfterKey("PageUp", 70, LIMITS)).toBe(75);
  expect(shareAfterKey("ArrowLeft", 25, LIMITS)).toBe(25);
  expect(shareAfterKey("Enter", 50, LIMITS)).toBeUndefined();
});
