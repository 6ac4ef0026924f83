/**
 * Runs the same programs here and in Pyodide, or in another of our builds. They alternate, so that other load on the machine
 * affects both equally. In our builds each round has its own process; Pyodide gets a separate worker for each program.
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

/** One of our own programs, which measures itself with the stand-in for pyperf, or prints figures. */
function own(path) {
  const main = basename(path);
  const files = { [main]: readFileSync(path, "utf8"), "pyperf.py": readFileSync(join(ours, "pyperf.py"), "utf8") };
  return { name: main.replace(/\.py$/, ""), files, main, argv: [] };
}

/** Opens one of our builds as a side: `{ name, start, run, end, close }`, where `run` returns `{ stdout, error }`. */
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

/** Opens Pyodide in a page beside the runner's, in the same browser. */
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

/** Returns the least times of a program on each side, alternating. A program that fails on a side is not run there again. */
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

/** Parses the seconds that a program of tests/bench printed. */
function secondsOf(text) {
  const lines = text.split("\n").map((line) => line.split(" "));
  return new Map(lines.filter(([, , unit]) => unit === "s").map(([name, value]) => [name, Number(value)]));
}

/** Returns `{ versions, peer, rows, operations, threads, failures }`. Calls `say` after each program, with its rows. */
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
