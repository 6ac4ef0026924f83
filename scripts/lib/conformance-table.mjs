/**
 * The table of tests that do not pass, `tests/conformance/table.json`, and the comparison with it:
 *
 *     { "python": "3.14.10",
 *       "tests": { "test_x.Class.test_y": { "kind": "os", "reason": "..." } },
 *       "skips": [{ "says": "requires subprocess support", "kind": "os", "reason": "..." }] }
 *
 * A test that skips itself is found by its id, or by its message. A test with `"run": false` would hang or crash and is left
 * out, for the given reason. `python` is the version of the tests for which the table was made.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "./paths.mjs";

/** Why a test does not pass. The last kind is empty if the project is correct. */
export const KINDS = {
  os: "needs processes, sockets, signals or limits of an operating system",
  internal: "tests an internal of CPython",
  version: "expects another version of Python",
  costly: "needs more memory or time than CPython's own default run gives it",
  ours: "our fault",
};

const path = () => inRoot("tests/conformance/table.json");

export function readTable(text = readFileSync(path(), "utf8")) {
  const table = JSON.parse(text);
  for (const row of [...Object.values(table.tests), ...table.skips]) {
    if (!KINDS[row.kind] || !row.reason)
      throw new Error(`table.json: ${JSON.stringify(row)} needs a kind and a reason`);
  }
  return table;
}

export function writeTable(table) {
  const tests = Object.fromEntries(Object.entries(table.tests).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(path(), `${JSON.stringify({ python: table.python, tests, skips: table.skips }, undefined, 2)}\n`);
}

const PASSES = new Set(["pass", "expected"]);
export const passes = ({ outcome }) => PASSES.has(outcome);

/** Returns the ids of tests that are not run. */
export const leftOut = (table) => Object.keys(table.tests).filter((id) => table.tests[id].run === false);

/** Returns the row for a result that is not a pass. */
export function rowFor(table, { id, outcome, detail }) {
  const row = table.tests[id];
  if (row || outcome !== "skip") return row;
  return table.skips.find(
    ({ says }) => detail === says || (says.endsWith("*") && detail.startsWith(says.slice(0, -1))),
  );
}

/** Returns whether a row's test belongs to a suite: to its module, and to the part of it that the suite runs. */
export function belongs(id, { name, module, patterns }) {
  const short = module.replace(/^test\./, "");
  if (id === short || id.startsWith(`${name} (`)) return true;
  // A fixture: `setUpClass (test.test_x.Class)`.
  if (/ \(([\w.]+)\)$/.exec(id)?.[1].startsWith(module)) return true;
  if (!id.startsWith(`${short}.`)) return false;
  const within = id.slice(short.length + 1);
  if (!patterns) return true;
  const matches = (pattern) => new RegExp(`^${pattern.replace(/\./g, "\\.").replace(/\*/g, ".*")}$`).test(within);
  return patterns.some(matches);
}

/** Returns sentences about the differences between a suite's results and the table; none if they agree. */
export function differences(table, suite, results) {
  const found = [];
  const seen = new Map(results.map((result) => [result.id, result]));
  for (const result of results) {
    const { id, outcome, detail } = result;
    const row = rowFor(table, result);
    if (passes(result)) {
      if (row) found.push(`${id} passes now: take it out of the table`);
    } else if (!row) found.push(`${id}: ${outcome}: ${lastLine(detail)}`);
  }
  for (const [id, row] of Object.entries(table.tests)) {
    if (row.run !== false && belongs(id, suite) && !seen.has(id)) found.push(`${id} is in the table and was not run`);
  }
  return found;
}

/** Returns the rows for skips that match no test in a complete run. */
export const idleSkips = (table, results) =>
  table.skips.filter((row) => !results.some((result) => result.outcome === "skip" && rowFor(table, result) === row));

export const lastLine = (text) => text.trim().split("\n").at(-1).slice(0, 300);

/** Returns the table with a suite's results: new results get rows, which must be reviewed, and tests that pass have none. */
export function updated(table, suite, results) {
  const tests = { ...table.tests };
  const skips = [...table.skips];
  const seen = new Map(results.map((result) => [result.id, result]));
  for (const id of Object.keys(tests)) {
    const result = seen.get(id);
    if (tests[id].run !== false && belongs(id, suite) && (!result || passes(result))) delete tests[id];
  }
  for (const result of results) {
    if (passes(result) || rowFor({ tests, skips }, result)) continue;
    const { id, outcome, detail } = result;
    if (outcome === "skip") skips.push({ says: detail, kind: "ours", reason: "to be reviewed" });
    else tests[id] = { kind: "ours", reason: `${outcome}: ${lastLine(detail)}` };
  }
  return { ...table, tests, skips };
}

/** Returns a suite's counts and rows, for the console and for the site's page. */
export function summary(table, suite, results) {
  const counts = { tests: results.length, passed: 0 };
  for (const kind of Object.keys(KINDS)) counts[kind] = 0;
  const rows = [];
  const omitted = leftOut(table).filter((id) => belongs(id, suite));
  for (const result of [...results, ...omitted.map((id) => ({ id, outcome: "not run", detail: "" }))]) {
    if (passes(result)) {
      counts.passed++;
      continue;
    }
    const { kind = "ours", reason = lastLine(result.detail) } = rowFor(table, result) ?? {};
    counts[kind]++;
    rows.push({ id: result.id, outcome: result.outcome, kind, reason });
  }
  counts.tests += omitted.length;
  return { name: suite.name, counts, rows };
}
