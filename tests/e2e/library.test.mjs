/**
 * The parts of Python's library that threads use: each program of library/ prints the text of its `.out`, here and in
 * CPython.
 *
 * The outputs are CPython's own. The machine's `python3` prints them again, if it has at least the version that the program
 * names in its first line. `# python: browser` marks programs whose output differs outside of a browser.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { ending, useRunner } from "./support.mjs";

const site = useRunner();
const folder = inRoot("tests/e2e/library");
const read = (name) => readFileSync(`${folder}/${name}`, "utf8");
/** More than any program takes on a busy machine. */
const LIMIT_MS = 120_000;

/** Returns `[major, minor]` of the machine's Python; `undefined` if there is no Python. */
const native = (() => {
  const { status, stdout } = spawnSync("python3", ["-c", "import sys; print(*sys.version_info[:2])"], {
    encoding: "utf8",
  });
  return status === 0 ? stdout.trim().split(" ").map(Number) : undefined;
})();

/** Returns the oldest version with the same output. A program without a version works with every Python still in use. */
function asksFor(source) {
  const [, given] = /^# python: (\S+)\n/.exec(source) ?? ["", "3.11"];
  return given === "browser" ? undefined : given.split(".").map(Number);
}

const isRunnable = (wanted) =>
  native !== undefined && wanted !== undefined && native[0] === wanted[0] && native[1] >= wanted[1];

for (const name of readdirSync(folder).filter((name) => name.endsWith(".py"))) {
  const source = read(name);
  const expected = read(name.replace(/py$/, "out"));

  test(name, async () => {
    const result = await site.runner.run({ files: { [name]: source }, main: name, timeoutMs: LIMIT_MS });
    assert.equal(result.merged, expected);
    assert.equal(ending(result), "exited 0");
  });

  const skip = isRunnable(asksFor(source)) ? false : "no python3 of its version here";
  test(`${name} on CPython`, { skip }, () => {
    const { stdout } = spawnSync("python3", [name], { cwd: folder, encoding: "utf8", timeout: LIMIT_MS });
    assert.equal(stdout, expected);
  });
}
