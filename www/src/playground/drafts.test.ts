import { describe, expect, test } from "vitest";
import type { PageStore } from "../storage";
import { projectOf } from "../ui/project";
import { Drafts } from "./drafts";

const program = (text: string) => projectOf("a.py", { "a.py": text });

function store(): PageStore & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

const refuse = () => {
  throw new DOMException("full", "QuotaExceededError");
};
const refusing: PageStore = { getItem: refuse, setItem: refuse, removeItem: refuse };

describe.each([
  ["storage", () => store(), false],
  ["no storage", () => undefined, true],
  ["storage that refuses", () => refusing, true],
])("with %s", (_, make, isRefused) => {
  test("a draft is kept for each place, until it is removed", () => {
    const drafts = new Drafts(make());
    drafts.set("one", program("a"));
    drafts.set("two", program("b"));
    expect([drafts.get("one"), drafts.get("two")]).toEqual([program("a"), program("b")]);
    expect(drafts.get("three")).toBeUndefined();
    drafts.remove("one");
    expect(drafts.get("one")).toBeUndefined();
    expect(drafts.isRefused).toBe(isRefused);
  });
});

test("a draft is there after a reload, an empty one too", () => {
  const kept = store();
  new Drafts(kept).set("one", program(""));
  expect(new Drafts(kept).get("one")).toEqual(program(""));
});

test("a removed draft stays removed although storage would not let go of it", () => {
  const kept = store();
  new Drafts(kept).set("one", program("old"));
  const drafts = new Drafts({ ...kept, removeItem: refuse });
  drafts.remove("one");
  expect(drafts.get("one")).toBeUndefined();
});

test("what somebody else left in storage is no draft", () => {
  const kept = store();
  new Drafts(kept).set("one", program("mine"));
  for (const key of kept.kept.keys()) kept.kept.set(key, "{");
  expect(new Drafts(kept).get("one")).toBeUndefined();
});
