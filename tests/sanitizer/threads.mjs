/**
 * Runs the programs that race in the interpreter built natively with ThreadSanitizer. It detects every pair of
 * unsynchronised accesses of two threads, even if nothing failed this time.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { before, test } from "node:test";
import { acceptedReports, buildSanitized, canSanitize, runNatively } from "../../scripts/lib/native.mjs";
import { inRoot } from "../../scripts/lib/paths.mjs";

/** Each is slowed down by a factor of ten or more. */
const LIMIT_MS = 180_000;
const STRESS_SECONDS = 5;
/** Programs that test something other than races and take long when slowed down. */
const LEFT_OUT = /^# once\n|^# slow when sanitized\n/m;
const skip = canSanitize ? false : "the sanitizer needs Linux on x86-64";

let built;
before(async () => {
  if (canSanitize) built = await buildSanitized();
});

const read = (path) => readFileSync(inRoot("tests", path), "utf8");
const pythonFiles = (folder) => readdirSync(inRoot("tests", folder)).filter((name) => name.endsWith(".py"));

async function check(files, main, args = []) {
  const env = { TSAN_OPTIONS: `suppressions=${acceptedReports}:detect_deadlocks=0:exitcode=0` };
  const { status, stdout, stderr } = await runNatively(built.native, {
    files,
    args: [main, ...args],
    limitMs: LIMIT_MS,
    env,
  });
  const at = stderr.indexOf("WARNING: ThreadSanitizer");
  assert.equal(at < 0 ? "" : stderr.slice(at, at + 6_000), "");
  assert.equal(status, 0, `${stdout}${stderr}`);
  assert.doesNotMatch(stdout, /^BAD/m);
}

test("a program in which two threads write without an order is reported", { skip }, async () => {
  const { stderr } = await runNatively(built.dataRace, { limitMs: LIMIT_MS });
  assert.match(stderr, /WARNING: ThreadSanitizer: data race/);
});

for (const name of pythonFiles("faults")) {
  const source = read(`faults/${name}`);
  if (!source.includes("thread") || LEFT_OUT.test(source)) continue;
  test(name, { skip }, () => check({ [name]: source }, name));
}

for (const name of pythonFiles("stress").filter((name) => name !== "rounds.py")) {
  const files = { [name]: read(`stress/${name}`), "rounds.py": read("stress/rounds.py") };
  test(`${name} for ${STRESS_SECONDS} seconds`, { skip }, () => check(files, name, [String(STRESS_SECONDS), "1"]));
}
