import { expect, test } from "vitest";
import type { PageStore } from "../storage";
import { LayoutStore, readLayout } from "./layout-store";

function memory(): PageStore {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

test("what the reader arranged is there for the next page", () => {
  const store = memory();
  const first = new LayoutStore(store);
  first.change({ editor: 40 });
  first.change({ isDockOpen: false });
  expect(new LayoutStore(store).layout).toEqual({ editor: 40, isDockOpen: false });
});

test("what is no arrangement is left out", () => {
  expect(readLayout(null)).toEqual({});
  expect(readLayout("{")).toEqual({});
  expect(readLayout("null")).toEqual({});
  expect(readLayout('{"editor":"40","dock":140,"isDockOpen":1,"wrapsLines":true,"more":1}')).toEqual({
    wrapsLines: true,
  });
});

test("storage that refuses keeps the arrangement as long as the page", () => {
  const refuse = () => {
    throw new Error("refused");
  };
  const layout = new LayoutStore({ getItem: refuse, setItem: refuse, removeItem: refuse });
  layout.change({ dock: 30 });
  expect(layout.layout).toEqual({ dock: 30 });
});
