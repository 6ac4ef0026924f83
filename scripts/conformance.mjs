/**
 * Runs CPython's tests in a headless browser and compares with tests/conformance/table.json:
 *
 *     npm run conformance -- [OPTION]...
 *
 *     --module NAME    only this one; more than once for several
 *     --repeat N       N times, which must all give the same results; with --soak, the number of rounds
 *     --load           with every core busy
 *     --soak           the threading, queue and lock tests 50 times in one process, without growth
 *     --update         writes the table again, for review: new entries count as our faults until someone decides otherwise
 *     --limit SECONDS  how long a test may be silent before it counts as hung
 *     --verbose        also prints how the tests of the table fail
 *
 * The results are written to target/conformance/results.json. A complete run with --update also writes
 * tests/conformance/results.json, from which the site's page is made.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openConformance, suitesNamed } from "./lib/conformance.mjs";
import { startLoad } from "./lib/conformance-load.mjs";
import { SUITES } from "./lib/conformance-modules.mjs";
import { soak } from "./lib/conformance-soak.mjs";
import {
  differences,
  idleSkips,
  KINDS,
  passes,
  readTable,
  rowFor,
  summary,
  updated,
  writeTable,
} from "./lib/conformance-table.mjs";
import { inRoot, target } from "./lib/paths.mjs";
import { Failure, program } from "./lib/process.mjs";
import { setUpToRun } from "./setup.mjs";

const OPTIONS = {
  module: { type: "string", multiple: true },
  repeat: { type: "string" },
  load: { type: "boolean", default: false },
  soak: { type: "boolean", default: false },
  update: { type: "boolean", default: false },
  limit: { type: "string" },
  verbose: { type: "boolean", default: false },
};

function number(name, text) {
  const value = Number(text);
  if (!(value > 0)) throw new Failure(`--${name} ${text}: a number above 0`);
  return value;
}

/** Returns one line for a suite: the number of passed tests, and the numbers of the others by kind. */
function line({ name, counts }, ms) {
  const kinds = Object.keys(KINDS).filter((kind) => counts[kind] > 0);
  const rest = kinds.map((kind) => `${counts[kind]} ${kind}`).join(", ");
  return `${name}: ${counts.passed} of ${counts.tests} pass${rest && ` (${rest})`}, ${(ms / 1000).toFixed(1)} s`;
}

/** Prints the results that the table does not contain, in full; with `verbose`, also those that it contains. */
function tell({ results }, table, verbose) {
  for (const result of results) {
    if (passes(result)) continue;
    const { id, outcome, detail } = result;
    const isKnown = rowFor(table, result) !== undefined;
    if (isKnown && !verbose) continue;
    console.log(
      `--- ${isKnown ? "known: " : ""}${outcome}: ${id}${outcome === "skip" ? `: ${detail}` : `\n${detail.trimEnd()}`}`,
    );
  }
}

/** Runs every suite once. Returns the summaries, and the differences from the table. */
async function runAll(conformance, suites, { update, verbose }) {
  const summaries = [];
  const found = [];
  const all = [];
  for (const suite of suites) {
    const result = await conformance.run(suite);
    if (update) writeTable(updated(readTable(), suite, result.results));
    const table = readTable();
    const own = summary(table, suite, result.results);
    console.log(line(own, result.ms));
    tell(result, table, verbose);
    found.push(...differences(table, suite, result.results));
    summaries.push(own);
    all.push(...result.results);
  }
  if (suites.length === SUITES.length) {
    const table = readTable();
    const idle = idleSkips(table, all);
    const python = conformance.python();
    if (update) writeTable({ python, tests: table.tests, skips: table.skips.filter((row) => !idle.includes(row)) });
    else found.push(...idle.map(({ says }) => `no test says "${says}" any more: take it out of the table`));
  }
  return { summaries, found };
}

/** Writes the data for the site's page about conformance. With `kept`, the repository's own copy is written too. */
function writeResults(summaries, sources, kept) {
  const total = { tests: 0, passed: 0 };
  for (const { counts } of summaries) {
    for (const [name, count] of Object.entries(counts)) total[name] = (total[name] ?? 0) + count;
  }
  const text = `${JSON.stringify({ kinds: KINDS, total, modules: summaries, sources }, undefined, 2)}\n`;
  mkdirSync(join(target, "conformance"), { recursive: true });
  writeFileSync(join(target, "conformance", "results.json"), text);
  if (kept) writeFileSync(inRoot("tests/conformance/results.json"), text);
  return total;
}

/** Returns the results that are not the same in every repetition. */
function unsteady(rounds) {
  const outcomes = ({ summaries }) =>
    new Map(summaries.flatMap(({ rows }) => rows.map(({ id, outcome }) => [id, outcome])));
  const [first, ...others] = rounds.map(outcomes);
  return others.flatMap((other) => {
    const ids = new Set([...first.keys(), ...other.keys()]);
    const changed = [...ids].filter((id) => first.get(id) !== other.get(id));
    return changed.map((id) => `${id}: ${first.get(id) ?? "pass"} in one run, ${other.get(id) ?? "pass"} in another`);
  });
}

await program(async () => {
  const { values } = parseArgs({ options: OPTIONS });
  const suites = suitesNamed(values.module);
  const limitMs = values.limit && number("limit", values.limit) * 1000;
  await setUpToRun();
  const conformance = await openConformance({ ...(limitMs ? { limitMs } : {}) });
  const load = values.load ? await startLoad() : undefined;
  try {
    if (values.soak) return await soak(conformance, values.repeat && number("repeat", values.repeat));
    const rounds = [];
    const startedAt = performance.now();
    for (let n = number("repeat", values.repeat ?? "1"); n > 0; n--)
      rounds.push(await runAll(conformance, suites, values));
    const total = writeResults(
      rounds.at(-1).summaries,
      conformance.sources,
      values.update && suites.length === SUITES.length,
    );
    console.log(line({ name: "all", counts: total }, performance.now() - startedAt));
    const found = [...new Set([...rounds.flatMap((round) => round.found), ...unsteady(rounds)])];
    if (found.length > 0) throw new Failure(`not as the table says:\n${found.map((text) => `  ${text}`).join("\n")}`);
  } finally {
    await load?.stop();
    await conformance.close();
  }
});
