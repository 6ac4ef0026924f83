/**
 * Runs the same programs here and beside it, in Pyodide or in another build of ours, by turns, so that what else the machine does
 * harms both alike. A round is a process of its own in ours; Pyodide gets a worker of its own for each program.
 */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { distFolder, inRoot } from "../paths.mjs";
import { openRunner, packed } from "../runner.mjs";
import { startServer } from "../server.mjs";
import { compare, keepLeast, parseTimes, speedUps } from "./figures.mjs";
import { ours, PYODIDE, PYPERFORMANCE, peerSources } from "./sources.mjs";

const LIMIT_MS = 300_000;
const lastLine = (text) => text.trimEnd().split("\n").at(-1);

/** A program of our own that times itself with the stand-in for pyperf, or prints figures. */
function own(path) {
  const main = basename(path);
  const files = { [main]: readFileSync(path, "utf8"), "pyperf.py": readFileSync(join(ours, "pyperf.py"), "utf8") };
  return { name: main.replace(/\.py$/, ""), files, main, argv: [] };
}

/** A build of ours as a side: `{ name, start, run, end, close }`, where a run answers `{ stdout, error }`. */
async function openBuild(name, folder) {
  const runner = await openRunner({ folder });
  return {
    name,
    runner,
    start: () => {},
    run: async (program) => {
      const result = await runner.run({ ...program, dialect: "python3", timeoutMs: LIMIT_MS });
      const error = result.status === 0 ? undefined : result.message || lastLine(result.stderr);
      return { stdout: result.stdout, error };
    },
    end: () => {},
    close: () => runner.close(),
  };
}

/** Pyodide in a page beside the runner's, in the same browser. */
async function openPyodide(runner, site) {
  const server = await startServer({ folder: site });
  let page;
  const ask = (action, program) => {
    const late = new Promise((resolve) => setTimeout(() => resolve({ error: "it took too long" }), LIMIT_MS).unref());
    return Promise.race([page.evaluate(action, program), late]);
  };
  return {
    name: "Pyodide",
    start: async () => {
      page = await runner.page.context().browser().newPage();
      await page.goto(`${server.url}pyodide.html`);
      await page.waitForFunction(() => window.peer);
      await ask(() => window.peer.open());
    },
    run: ({ files, main, argv }) => ask((given) => window.peer.run(given), { ...packed(files), main, argv }),
    end: () => page.close(),
    close: () => server.close(),
  };
}

/** The least times of a program on each side, by turns. What fails on a side is not tried there again. */
async function measure(program, { sides, rounds, parse, failures }) {
  const least = sides.map(() => new Map());
  const failed = new Set();
  for (const side of sides) await side.start();
  for (let round = 0; round < rounds; round++) {
    for (const [at, side] of sides.entries()) {
      if (failed.has(side)) continue;
      const { stdout, error } = await side.run(program);
      keepLeast(least[at], parse(stdout ?? ""));
      if (!error) continue;
      failures.push(`${program.name}, ${side.name}: ${lastLine(error)}`);
      failed.add(side);
    }
  }
  for (const side of sides) await side.end();
  return least;
}

/** The seconds in what a program of tests/bench printed. */
function secondsOf(text) {
  const lines = text.split("\n").map((line) => line.split(" "));
  return new Map(lines.filter(([, , unit]) => unit === "s").map(([name, value]) => [name, Number(value)]));
}

/** `{ versions, peer, rows, operations, threads, failures }`; `say` hears of each program that is done, with its rows. */
export async function runPeers({ only, rounds, folder = distFolder(), against, say }) {
  const { programs, site } = await peerSources(only);
  const here = await openBuild("here", folder);
  const sides = [here];
  const failures = [];
  const wanted = (name) => !only || only.includes(name);
  try {
    sides.push(against ? await openBuild("before", against) : await openPyodide(here.runner, site));
    const rows = [];
    for (const program of programs) {
      const found = compare(...(await measure(program, { sides, rounds, parse: parseTimes, failures })));
      rows.push(...found);
      say(program.name, found);
    }
    const operations = [];
    if (wanted("operations")) {
      const program = own(join(ours, "operations.py"));
      operations.push(...compare(...(await measure(program, { sides, rounds, parse: parseTimes, failures }))));
      say(program.name);
    }
    const threads = [];
    if (wanted("two_threads")) {
      const program = own(inRoot("tests/bench/two_threads.py"));
      // Pyodide has no threads.
      const threaded = sides.filter((side) => side.name !== "Pyodide");
      const times = await measure(program, { sides: threaded, rounds, parse: secondsOf, failures });
      threads.push(...times.map((least, at) => ({ side: threaded[at].name, rows: speedUps(least) })));
      say(program.name);
    }
    const versions = { pyodide: PYODIDE, pyperformance: PYPERFORMANCE };
    return { versions, peer: sides[1].name, rows, operations, threads, failures };
  } finally {
    for (const side of sides.toReversed()) await side.close();
  }
}
