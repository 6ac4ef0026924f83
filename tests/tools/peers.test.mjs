import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { inRoot } from "../../scripts/lib/paths.mjs";
import {
  compare,
  geometricMean,
  keepLeast,
  parseTimes,
  peersTable,
  speedUps,
  summary,
} from "../../scripts/lib/peers/figures.mjs";
import { which } from "../../scripts/lib/process.mjs";

/** Runs a program under the machine's own Python, with the stand-in before any other pyperf. */
function runWithStandIn(source, args = []) {
  const folder = mkdtempSync(join(tmpdir(), "peers-"));
  try {
    writeFileSync(join(folder, "program.py"), source);
    const env = { ...process.env, PYTHONPATH: inRoot("tests/bench/peers"), PYTHONDONTWRITEBYTECODE: "1" };
    return spawnSync(which("python3"), [join(folder, "program.py"), ...args], { encoding: "utf8", env });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const PROGRAM = `
import asyncio, sys, pyperf

def add(cmd, args): pass

def spent(loops, seconds):
    calls.append(loops)
    return loops * seconds

async def nothing(): pass

calls = []
runner = pyperf.Runner(add_cmdline_args=add)
runner.metadata['description'] = 'three ways to be measured'
runner.argparser.add_argument('--pure', action='store_true')
runner.argparser.add_argument('what')
options = runner.parse_args()
print('noise of', options.what)
runner.bench_time_func('of time', spent, 0.0003, inner_loops=3)
runner.bench_func('of a call', len, [])
runner.bench_async_func('of a coroutine', nothing)
assert calls[:4] == [1, 2, 4, 8], calls[:4]
`;

test("the stand-in for pyperf measures the three kinds of benchmark, for one loop, long enough for the clock", () => {
  const done = runWithStandIn(PROGRAM, ["--pure", "pickle"]);
  assert.equal(done.status, 0, done.stderr);
  assert.match(done.stdout, /noise of pickle/);
  const times = parseTimes(done.stdout);
  assert.deepEqual([...times.keys()], ["of_time", "of_a_call", "of_a_coroutine"]);
  assert.equal(times.get("of_time"), 0.0001);
  for (const name of ["of_a_call", "of_a_coroutine"]) assert.ok(times.get(name) < 0.01, `${name}: ${times.get(name)}`);
});

test("what the peers are compared by is the least of the rounds", () => {
  const least = new Map();
  keepLeast(least, parseTimes("pyperf: a 0.300000000 s\npyperf: b 2.0 s\n"));
  keepLeast(least, parseTimes("pyperf: a 0.100000000 s\nnot ours\npyperf: b 3.0 s\n"));
  assert.deepEqual(
    [...least],
    [
      ["a", 0.1],
      ["b", 2],
    ],
  );
});

test("a row that is lost stays in, and so does one that only one side has, without a part in the mean", () => {
  const rows = compare(
    new Map([
      ["won", 1],
      ["lost", 4],
      ["alone", 5],
    ]),
    new Map([
      ["won", 2],
      ["lost", 2],
      ["theirs", 1],
    ]),
  );
  assert.deepEqual(
    rows.map(({ name, ratio }) => [name, ratio]),
    [
      ["won", 0.5],
      ["lost", 2],
      ["alone", undefined],
      ["theirs", undefined],
    ],
  );
  assert.deepEqual(summary(rows), { mean: 1, count: 2 });
  const lines = peersTable(rows, "Pyodide").split("\n");
  assert.equal(lines.length, 5);
  assert.match(lines.at(-1), /^won +1\.00e\+3 +2\.00e\+3 +0\.50$/);
  assert.match(lines.at(-2), /^lost .* 2\.00$/);
});

test("the geometric mean is that of the ratios, whichever side is faster", () => {
  assert.ok(Math.abs(geometricMean([4, 0.25]) - 1) < 1e-12);
});

test("two threads that do twice the work in the same time are twice as fast", () => {
  const rows = speedUps(
    new Map([
      ["one_calls", 0.5],
      ["two_calls", 0.5],
      ["one_str", 0.2],
      ["two_str", 0.8],
    ]),
  );
  assert.deepEqual(
    rows.map(({ name, speedUp }) => [name, speedUp]),
    [
      ["calls", 2],
      ["str", 0.5],
    ],
  );
});
