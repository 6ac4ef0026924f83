import { expect, test } from "vitest";
import { keyAction } from "./keys";

const press = (key: string, held: Partial<Record<"shiftKey" | "ctrlKey" | "metaKey" | "altKey", boolean>> = {}) =>
  keyAction({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held });

test("keys zoom, move, choose and pick", () => {
  expect(press("-")).toEqual({ kind: "zoom", by: -1 });
  expect(press("=")).toEqual(press("+"));
  expect(press("+", { shiftKey: true })).toEqual({ kind: "zoom", by: 1 });
  expect(press("ArrowRight")).toEqual({ kind: "pan", by: 0.2 });
  expect(press("ArrowRight", { shiftKey: true })).toEqual({ kind: "state", by: 1 });
  expect(press("ArrowUp")).toEqual({ kind: "thread", by: -1 });
  expect(press("Enter")).toEqual({ kind: "pick" });
});

test("the browser's keys stay the browser's", () => {
  expect(press("Tab")).toBeUndefined();
  expect(press("a")).toBeUndefined();
  expect(press("0", { ctrlKey: true })).toBeUndefined();
  expect(press("ArrowLeft", { altKey: true })).toBeUndefined();
  expect(press("ArrowDown", { shiftKey: true })).toBeUndefined();
});
