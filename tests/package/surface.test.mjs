/** The public surface is unchanged, and docs/element.md describes all of it and nothing else. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { frozen, manifest, surface, TAG } from "./surface.mjs";

const found = surface();
const names = (things) => Object.keys(things).sort();

test("it is what surface.json says; a change that is meant is written there by: node tests/package/surface.mjs", () => {
  assert.deepEqual(found, frozen());
});

test("all of it is described", () => {
  const classes = manifest().modules.flatMap(({ declarations }) => declarations);
  const element = classes.find(({ tagName }) => tagName === TAG);
  const kinds = ["attributes", "members", "events", "slots", "cssParts", "cssStates", "cssProperties"];
  const things = kinds.flatMap((kind) => element[kind].map((thing) => ({ kind, ...thing })));
  assert.ok(things.length > 70);
  assert.deepEqual(
    things.filter(({ description }) => !description).map(({ kind, name }) => `${kind} ${name}`),
    [],
  );
});

test("nothing of it is internal", () => {
  const text = JSON.stringify(manifest());
  assert.doesNotMatch(text, /internal|"#|private|Block|Callback|observedAttributes|defineElement/);
  const members = manifest().modules.flatMap(({ declarations }) => declarations.flatMap((one) => one.members));
  assert.ok(members.every(({ privacy = "public" }) => privacy === "public"));
});

test("the events of the manifest have the types that TypeScript sees", () => {
  const spaced = (type) => type.replace(/[;,\s]+/g, " ");
  const typed = Object.entries(found.types.PlaygroundEvents).map(([name, type]) => [name, spaced(type)]);
  assert.deepEqual(
    Object.fromEntries(typed.sort()),
    Object.fromEntries(Object.entries(found.events).map(([name, type]) => [name, spaced(type)])),
  );
});

const documented = /\n## Public surface\n(.*?)\n## /s.exec(readFileSync(inRoot("docs/element.md"), "utf8"))[1];

/** Returns the rows of the table with this first heading, cell by cell. */
function table(heading) {
  const lines = documented.split("\n");
  const from = lines.findIndex((line) => line.startsWith(`| ${heading} |`));
  assert.notEqual(from, -1, `docs/element.md has no table of ${heading}`);
  const rows = lines.slice(from + 2);
  const end = rows.findIndex((line) => !line.startsWith("|"));
  return rows.slice(0, end === -1 ? undefined : end).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const coded = (text) => [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name);

/** Returns what is listed after `word:` and before the next sentence. */
function listed(word) {
  const sentence = new RegExp(`(?:^|\\s)${word}: ([^]*?)\\.(?:\\s|$)`).exec(documented)?.[1];
  assert.ok(sentence, `docs/element.md has no list of ${word}`);
  return coded(sentence);
}

test("docs/element.md: attributes and properties", () => {
  const rows = table("attribute").map(([attribute, property, meaning]) => ({
    attribute: coded(attribute)[0],
    property: coded(property)[0],
    meaning,
  }));
  const withAttribute = rows.filter(({ attribute }) => attribute);
  assert.deepEqual(withAttribute.map(({ attribute }) => attribute).sort(), names(found.attributes));
  for (const { attribute, property } of withAttribute) assert.equal(property, found.attributes[attribute].property);
  assert.deepEqual(rows.map(({ property }) => property).sort(), names(found.properties));
  for (const { property, meaning } of rows) {
    assert.equal(meaning.startsWith("read-only:"), found.properties[property].readOnly === true, property);
  }
});

test("docs/element.md: methods, with their parameters", () => {
  const calls = table("method").flatMap(([cell]) => coded(cell));
  const wanted = Object.entries(found.methods).map(([name, signature]) => {
    const parameters = /^\((.*?)\) =>/.exec(signature)[1];
    return `${name}(${[...parameters.matchAll(/(\w+)\??:/g)].map(([, parameter]) => parameter).join(", ")})`;
  });
  assert.deepEqual(calls.sort(), wanted.sort());
});

/** Returns the names of an object type's fields. */
const fields = (type) => [...type.matchAll(/(\w+)\??:/g)].map(([, name]) => name);

test("docs/element.md: events, with their details", () => {
  const rows = table("event (bubbles, composed)");
  assert.deepEqual(rows.map(([event]) => coded(event)[0]).sort(), names(found.events));
  for (const [event, detail] of rows) {
    const [name] = coded(event);
    const [written] = coded(detail);
    // The fields of the result are listed for `run()`.
    if (written) assert.deepEqual(fields(found.events[name]), written.match(/\w+/g), name);
  }
});

test("docs/element.md: a result's fields, and states of the property `state`", () => {
  const [, meaning] = table("method").find(([call]) => coded(call)[0] === "run()");
  const [result, thread] = coded(meaning).filter((text) => text.startsWith("{"));
  assert.deepEqual(result.match(/\w+/g).sort(), names(found.types.PlaygroundResult));
  assert.deepEqual(thread.match(/\w+/g).sort(), names(found.types.ThreadSummary));
  const quoted = (type) => [...type.matchAll(/"([^"]+)"/g)].map(([, value]) => value).sort();
  for (const [property, type] of Object.entries({
    state: "PlaygroundState",
    tier: "PlaygroundTier",
    dialect: "PlaygroundDialect",
  })) {
    const [, , told] = table("attribute").find(([, cell]) => coded(cell)[0] === property);
    assert.deepEqual(
      coded(told)
        .filter((value) => value !== "undefined")
        .sort(),
      quoted(found.types[type]),
      property,
    );
  }
});

test("docs/element.md: slots, parts, states and custom properties", () => {
  assert.deepEqual(found.slots, ["", "output", "timeline"]);
  for (const slot of found.slots.slice(1)) assert.ok(listed("Slots").includes(slot), slot);
  assert.deepEqual(listed("Parts").sort(), found.parts);
  const own = [...found.types.PlaygroundState.matchAll(/"([^"]+)"/g)].map(([, state]) => state);
  assert.deepEqual([...own, ...listed("States").filter((state) => state !== "state")].sort(), found.states);
  const [prefix, ...ends] = listed("Custom properties");
  assert.deepEqual(ends.map((end) => prefix + end).sort(), found.customProperties);
});
