/**
 * Benchmarks on the built page: `npm run bench [-- --browser firefox] [--only NAME,...] [--json FILE]`. A NAME is that of a
 * program in tests/bench, or `rust` for the crate without Python.
 * With `--peers` it runs pyperformance's programs here and in Pyodide (`--rounds N`, default 3; `--only NAME,...` selects
 * programs, `operations` or `two_threads`), see docs/speed.md. `--against FOLDER` compares with the build in FOLDER instead
 * of Pyodide; `--folder FOLDER` runs the build in FOLDER instead of dist/.
 * With `--faults [N]` it runs threading_simple.py N times (1000) and reports every run whose output differs from the
 * documented one.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { launchBrowser } from "./lib/browser.mjs";
import { BEST, compressFolder, megabytes } from "./lib/compress.mjs";
import { nativePython, parseFigures, quantile, table } from "./lib/measure.mjs";
import { distFolder, inRoot, target } from "./lib/paths.mjs";
import { peersTable, speedUpTable, summary } from "./lib/peers/figures.mjs";
import { Failure, output, program } from "./lib/process.mjs";
import { openRunner } from "./lib/runner.mjs";
import { buildExample, nativeExample } from "./lib/rust-example.mjs";
import { startServer } from "./lib/server.mjs";
import { readProgram } from "./lib/source.mjs";
import { setUp } from "./setup.mjs";

const folder = inRoot("tests/bench");
const LIMIT_MS = 300_000;
const HELLO = { files: { "hello.py": "print('hello')\n" }, main: "hello.py" };

/**
 * Measures the time from nothing to the first printed line, and the transferred bytes, in a new browser with an empty cache.
 */
async function pageLoad(browser) {
  let bytes = 0;
  // Compressed like a release. The copies are cached by content, so this is slow only once.
  await compressFolder(distFolder(), { cache: join(target, "brotli"), quality: BEST });
  const runner = await openRunner({
    browser,
    brotli: true,
    onBytes: (size) => {
      bytes += size;
    },
  });
  try {
    const startedAt = performance.now();
    let firstLineMs = 0;
    const result = await runner.run({
      ...HELLO,
      timeoutMs: LIMIT_MS,
      onRecords: () => {
        firstLineMs ||= performance.now() - startedAt;
      },
    });
    if (result.stdout !== "hello\n") throw new Failure(`hello.py: ${result.message}${result.stderr}`);
    return [
      { name: "page_load_to_first_line", value: Math.round(runner.openMs + firstLineMs), unit: "ms" },
      { name: "runtime_load", value: Math.round(runner.loadMs), unit: "ms" },
      { name: "warm_run_to_first_line", value: await warmFirstLine(runner), unit: "ms" },
      { name: "transferred_brotli", value: Number(megabytes(bytes).split(" ")[0]), unit: "MB" },
    ];
  } finally {
    await runner.close();
  }
}

/** Measures the time from the call of `run` to the first line, with the runtime loaded: the median of several runs. */
async function warmFirstLine(runner) {
  const times = [];
  for (let round = 0; round < 11; round++) {
    const startedAt = performance.now();
    let first;
    const onRecords = () => {
      first ??= performance.now() - startedAt;
    };
    await runner.run({ ...HELLO, timeoutMs: LIMIT_MS, onRecords });
    times.push(first ?? Number.NaN);
  }
  return Math.round(quantile(times, 0.5));
}

async function programs(browser, only) {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".py") && (!only || only.includes(name.slice(0, -3))))
    .sort();
  const rows = [];
  const runner = await openRunner({ browser });
  try {
    for (const file of files) {
      const result = await runner.run({ ...readProgram(file, folder), timeoutMs: LIMIT_MS });
      if (result.status !== 0) {
        console.error(`${file}: status ${result.status} ${result.message}\n${result.stderr}`);
        process.exitCode = 1;
        continue;
      }
      const native = nativePython(join(folder, file));
      for (const figure of parseFigures(result.stdout)) {
        rows.push({ ...figure, native: native.find(({ name }) => name === figure.name)?.value });
      }
    }
  } finally {
    await runner.close();
  }
  return rows;
}

/** Measures a thread of crate/threading, and one of `std` natively. */
async function rust(browserName) {
  const built = await buildExample("start_join", "release");
  writeFileSync(join(built, "index.html"), "<!doctype html>\n<title>start_join</title>\n");
  const server = await startServer({ folder: built });
  const browser = await launchBrowser(browserName);
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    const value = await page.evaluate(async (rounds) => {
      const example = await import(new URL("start_join.js", document.baseURI));
      await example.default();
      return example.start_join(rounds);
    }, 2000);
    const [native] = parseFigures(nativeExample("start_join", "release") ?? "");
    return [{ name: "rust_start+join", value: Number(value.toFixed(1)), unit: "us", native: native?.value }];
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Runs the documented example repeatedly. Its output is known, so any other output is a fault. */
async function faults(browser, count) {
  const path = inRoot("www/examples/threading_simple.py");
  const expected = readFileSync(path.replace(/\.py$/, ".out"), "utf8");
  const given = readProgram(path, "/");
  const runner = await openRunner({ browser });
  const times = [];
  let wrong = 0;
  try {
    for (let round = 1; round <= count; round++) {
      const result = await runner.run({ ...given, timeoutMs: 30_000 });
      times.push(result.ms);
      if (result.status === 0 && result.merged === expected) continue;
      wrong++;
      console.log(`run ${round}: status ${result.status} ${result.reason} ${result.message}\n${result.merged}`);
    }
    for (const text of runner.pageErrors) console.log(`page: ${text}`);
  } finally {
    await runner.close();
  }
  const [median, p95] = [0.5, 0.95].map((share) => quantile(times, share).toFixed(1));
  console.log(`${basename(path)} in ${browser}: ${count} runs, ${wrong} faults, ${median} ms median, ${p95} ms p95`);
  if (wrong > 0) process.exitCode = 1;
}

/** Compares with Pyodide, or with another build. A program that fails keeps its row, and its failure is named. */
async function peers({ only, rounds, folder, against, json }) {
  const { runPeers } = await import("./lib/peers/run.mjs");
  // A whole run takes long, so each result is printed at once.
  const say = (program, found = []) => {
    for (const { name, ratio } of found) console.error(`${program}: ${name} ${ratio?.toFixed(2) ?? "-"}`);
    if (found.length === 0) console.error(program);
  };
  const measured = await runPeers({ only, rounds, folder, against, say });
  const { versions, peer, rows, operations, threads, failures } = measured;
  const commit = output("git", ["rev-parse", "--short", "HEAD"])?.trim();
  const than = peer === "Pyodide" ? `Pyodide ${versions.pyodide}` : against;
  console.log(`${commit} and ${than}, pyperformance ${versions.pyperformance}, ${cpus().length} cores`);
  const means = {};
  for (const [name, part] of Object.entries({ programs: rows, operations })) {
    if (part.length === 0) continue;
    means[name] = summary(part);
    console.log(`\n${peersTable(part, peer)}`);
    console.log(`${name}: geometric mean ${means[name].mean.toFixed(2)} of ${means[name].count} ratios`);
  }
  for (const part of threads) console.log(`\n${part.side}\n${speedUpTable(part.rows)}`);
  for (const failure of failures) console.log(`failed: ${failure}`);
  if (json) writeFileSync(json, `${JSON.stringify({ commit, means, ...measured }, null, 2)}\n`);
}

await program(async () => {
  const { values, positionals } = parseArgs({
    options: {
      browser: { type: "string", default: "chromium" },
      only: { type: "string" },
      json: { type: "string" },
      faults: { type: "boolean" },
      peers: { type: "boolean" },
      rounds: { type: "string", default: "3" },
      folder: { type: "string" },
      against: { type: "string" },
    },
    allowPositionals: true,
  });
  await setUp();
  if (values.faults) return faults(values.browser, Number(positionals[0] ?? 1000));
  const only = values.only?.split(",");
  if (values.peers) {
    const { folder, against, json } = values;
    return peers({ only, rounds: Number(values.rounds), folder, against, json });
  }
  const rows = only ? [] : await pageLoad(values.browser);
  rows.push(...(await programs(values.browser, only)));
  if (!only || only.includes("rust")) rows.push(...(await rust(values.browser)));
  const cells = rows.map(({ name, value, unit, native }) => [name, value, native ?? "", unit]);
  console.log(`${values.browser}, ${cpus().length} cores; native is python3, and for Rust std::thread`);
  console.log(table([["", "here", "native", ""], ...cells]));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
});
