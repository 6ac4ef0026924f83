/** The crate's documentation: every public item has an example, and every method is called in an example of its type. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { output } from "../../scripts/lib/process.mjs";
import { stepEnvironment } from "../../scripts/lib/steps.mjs";

const BLOCK = /```[^\n]*\n(.*?)```/gs;
const examplesIn = (docs) => [...(docs ?? "").matchAll(BLOCK)].map(([, code]) => code).join("\n");
const kindOf = (item) => Object.keys(item.inner)[0];
const isPublic = ({ visibility }) => visibility === "public" || visibility === "default";

let items;
before(() => {
  const flags = ["-Z", "unstable-options", "--output-format", "json"];
  const built = output("cargo", ["rustdoc", "--quiet", "-p", "web-threading", "--", ...flags], {
    env: { ...process.env, ...stepEnvironment() },
  });
  assert.notEqual(built, undefined, "cargo rustdoc");
  const { index } = JSON.parse(readFileSync(inRoot("target/doc/web_threading.json"), "utf8"));
  items = Object.values(index).filter(({ crate_id }) => crate_id === 0);
});

/** Returns `[type, method]` for methods that belong to no trait. */
function methods() {
  const byId = new Map(items.map((item) => [item.id, item]));
  const own = items.flatMap((item) => {
    const { impl, trait } = item.inner;
    if (impl?.trait === null) return impl.items.map((id) => [impl.for.resolved_path?.path.split("::").at(-1), id]);
    return trait ? trait.items.map((id) => [item.name, id]) : [];
  });
  return own
    .map(([type, id]) => [type, byId.get(id)])
    .filter(([, item]) => item && kindOf(item) === "function" && isPublic(item));
}

test("types, traits and functions have an example of their own", () => {
  const inImpl = new Set(items.flatMap(({ inner }) => (inner.impl?.items ?? inner.trait?.items ?? []).map(String)));
  const without = items
    .filter((item) => ["struct", "enum", "trait", "function"].includes(kindOf(item)))
    .filter((item) => item.visibility === "public" && !inImpl.has(String(item.id)))
    // The trait that keeps others from implementing another trait cannot be named outside of the crate.
    .filter(({ name, docs }) => name !== "Sealed" && examplesIn(docs) === "")
    .map(({ name }) => name);
  assert.deepEqual(without, []);
});

test("what only the page and this repository use is hidden", () => {
  const names = new Set(items.filter(isPublic).map(({ name }) => name));
  assert.ok(names.has("interrupt_main"), "what others may use is there");
  const plumbing = ["Control", "control", "main_waiting_on", "web_threading_run_task"].filter((name) =>
    names.has(name),
  );
  assert.deepEqual(plumbing, []);
});

test("methods are called in an example, their own or their type's", () => {
  // Two modules may have a type of the same name.
  const ofTypes = new Map();
  for (const item of items.filter((item) => ["struct", "enum", "trait", "type_alias"].includes(kindOf(item)))) {
    ofTypes.set(item.name, `${ofTypes.get(item.name) ?? ""}\n${examplesIn(item.docs)}`);
  }
  // The queues are one type with different stores.
  const queues = ["BaseQueue", "Queue", "LifoQueue", "PriorityQueue"].map((name) => ofTypes.get(name)).join("\n");
  const without = methods()
    .filter(([type, { name, docs }]) => {
      const code = `${examplesIn(docs)}\n${type === "BaseQueue" ? queues : ofTypes.get(type)}`;
      return !new RegExp(`\\b${name}(::<[^>]*>)?\\(`).test(code) && !new RegExp(`::${name}\\b`).test(code);
    })
    .map(([type, { name }]) => `${type}::${name}`);
  assert.deepEqual(without, []);
});
