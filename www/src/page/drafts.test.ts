import { describe, expect, test } from "vitest";
import { type DraftStore, Drafts } from "./drafts";

function store(): DraftStore & { kept: Map<string, string> } {
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
const refusing: DraftStore = { getItem: refuse, setItem: refuse, removeItem: refuse };

describe.each([
  ["storage", () => store()],
  ["no storage", () => undefined],
  ["storage that refuses", () => refusing],
])("with %s", (_, make) => {
  test("a draft is kept for each example and form, until it is removed", () => {
    const drafts = new Drafts(make());
    drafts.set("one", "documented", "a");
    drafts.set("one", "python3", "b");
    expect([drafts.get("one", "documented"), drafts.get("one", "python3")]).toEqual(["a", "b"]);
    expect(drafts.get("two", "documented")).toBeUndefined();
    drafts.remove("one", "documented");
    expect(drafts.get("one", "documented")).toBeUndefined();
  });
});

test("a draft is there after a reload, an empty one too", () => {
  const kept = store();
  new Drafts(kept).set("one", "documented", "");
  expect(new Drafts(kept).get("one", "documented")).toBe("");
});

test("a removed draft stays removed although storage would not let go of it", () => {
  const kept = store();
  new Drafts(kept).set("one", "documented", "old");
  const drafts = new Drafts({ ...kept, removeItem: refuse });
  drafts.remove("one", "documented");
  expect(drafts.get("one", "documented")).toBeUndefined();
});
