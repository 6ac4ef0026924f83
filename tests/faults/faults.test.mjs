/**
 * Programs that once failed here: items lost, hangs, crashes, wrong results. Each prints the text of its `.out`; one without
 * an `.out` checks itself and prints OK first, or BAD.
 *
 * A race fails only in some runs, so each program runs `TIMES` times. A program with `# once` in its first line always has
 * the same result.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { ending, useRunner } from "../e2e/support.mjs";

const TIMES = 20;
/** More than any program takes on a busy machine. */
const LIMIT_MS = 150_000;
const site = useRunner();
const folder = inRoot("tests/faults");
const read = (name) => readFileSync(`${folder}/${name}`, "utf8");

function check(result, expected) {
  const output = result.stdout + result.stderr;
  assert.equal(ending(result), "exited 0", output);
  if (expected === undefined) assert.match(result.stdout, /^OK\b/m, output);
  else assert.equal(result.stdout, expected, result.stderr);
  assert.doesNotMatch(output, /^BAD\b/m);
}

for (const name of readdirSync(folder).filter((name) => name.endsWith(".py"))) {
  const source = read(name);
  const recorded = name.replace(/py$/, "out");
  const expected = existsSync(`${folder}/${recorded}`) ? read(recorded) : undefined;
  const times = source.startsWith("# once\n") ? 1 : TIMES;

  test(times === 1 ? name : `${name}, ${times} times`, async () => {
    for (let time = 1; time <= times; time++) {
      const result = await site.runner.run({ files: { [name]: source }, main: name, timeoutMs: LIMIT_MS });
      check(result, expected);
    }
  });
}
