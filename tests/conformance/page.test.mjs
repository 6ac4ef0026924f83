/**
 * The results that the site shows: our faults are marked as such, every result is in the table, and the page shows all of
 * them.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readTable } from "../../scripts/lib/conformance-table.mjs";
import { distFolder, inRoot } from "../../scripts/lib/paths.mjs";

const results = JSON.parse(readFileSync(inRoot("tests/conformance/results.json"), "utf8"));
const rows = results.modules.flatMap((module) => module.rows);

test("each fault of ours is looked at: the table has its test by name", () => {
  const { tests, skips } = readTable();
  for (const { id, kind } of rows) if (kind === "ours") assert.equal(tests[id]?.kind, "ours", id);
  assert.deepEqual(
    skips.filter(({ kind }) => kind === "ours"),
    [],
  );
});

test("the counts are those of the rows", () => {
  const { tests, passed, ...kinds } = results.total;
  assert.equal(tests - passed, rows.length);
  for (const [kind, count] of Object.entries(kinds)) {
    assert.equal(rows.filter((row) => row.kind === kind).length, count, kind);
  }
});

test("every test that the table names is among the results, for the same reason", () => {
  const { tests } = readTable();
  for (const [id, { kind, reason }] of Object.entries(tests)) {
    const row = rows.find((other) => other.id === id);
    assert.deepEqual(row && { kind: row.kind, reason: row.reason }, { kind, reason }, id);
  }
});

test("the page says how many, and names each test that does not pass", () => {
  const page = readFileSync(join(distFolder(), "tutorial/conformance.html"), "utf8").replace(/\s+/g, " ");
  assert.ok(page.includes(`${results.total.passed} of those ${results.total.tests} pass here`));
  for (const { name, rows: own } of results.modules) {
    for (const { id } of own) {
      const test = id.startsWith(`${name}.`) ? id.slice(name.length + 1) : id;
      assert.ok(page.includes(`<code>${test}</code>`), id);
    }
  }
});
