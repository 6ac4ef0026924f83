/** The five documented programs, byte for byte, always print the output of their document. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { ending, example, median, useRunner, withoutLastNewline } from "./support.mjs";

const TIMES = 20;
/**
 * The least time of a run and a limit for the usual run, in milliseconds. The sleeps are real, and a daemon's sleep does not
 * delay the end. A single run may take longer, because other programs use the machine too.
 */
const PROGRAMS = {
  threading_simple: [0, 2_000],
  threading_simpleargs: [0, 2_000],
  threading_daemon: [0, 2_000],
  threading_daemon_join: [2_000, 4_000],
  threading_daemon_join_timeout: [1_000, 2_000],
};

const site = useRunner();

test("the programs and their outputs are the documented ones, byte for byte", () => {
  const lines = readFileSync(inRoot("tests/examples.sha256"), "utf8").trimEnd().split("\n");
  assert.equal(lines.length, 2 * Object.keys(PROGRAMS).length);
  for (const line of lines) {
    const [digest, path] = line.split(/\s+/);
    assert.equal(
      createHash("sha256")
        .update(readFileSync(inRoot(path)))
        .digest("hex"),
      digest,
      path,
    );
  }
});

async function check(file, expected, dialects, [least]) {
  const main = file.split("/").at(-1);
  const result = await site.runner.run({ files: { [main]: example(file) }, main, timeoutMs: 30_000 });
  assert.equal(withoutLastNewline(result.merged), expected);
  assert.equal(ending(result), "exited 0");
  assert.ok(dialects.includes(result.dialect), result.dialect);
  assert.ok(result.ms >= least, `took ${Math.round(result.ms)} ms`);
  return result;
}

function checkUsual(results, [, most]) {
  const usual = median(results.map(({ ms }) => ms));
  assert.ok(usual < most, `half of the runs took ${Math.round(usual)} ms or more`);
}

for (const [name, limits] of Object.entries(PROGRAMS)) {
  const expected = withoutLastNewline(example(`${name}.out`));
  const isPython2 = /^\s*print [^(]/m.test(example(`${name}.py`));

  test(`${name}.py, ${TIMES} times in a row`, async () => {
    const results = [];
    for (let time = 1; time <= TIMES; time++) {
      const result = await check(`${name}.py`, expected, [isPython2 ? "python2" : "python3"], limits).catch((error) => {
        throw new Error(`time ${time}: ${error.message}`, { cause: error });
      });
      assert.equal(result.threads, name.includes("daemon") ? 3 : 6, `time ${time}`);
      results.push(result);
    }
    checkUsual(results, limits);
  });

  test(`${name}.py in its Python 3 form`, async () => {
    const recorded = withoutLastNewline(example(`python3/${name}.out`));
    const results = [];
    for (let time = 1; time <= 3; time++) {
      results.push(await check(`python3/${name}.py`, recorded, ["python3"], limits));
    }
    checkUsual(results, limits);
  });
}

test("each line is told with its thread", async () => {
  const names = async (file) => {
    const result = await site.runner.run({ files: { "a.py": example(file) }, main: "a.py", timeoutMs: 30_000 });
    return result.records.map(({ threadName, text }) => [threadName, text]);
  };
  assert.deepEqual(
    await names("threading_simpleargs.py"),
    [0, 1, 2, 3, 4].map((number) => [`Thread-${number + 1}`, `Worker: ${number}\n`]),
  );
  assert.deepEqual(
    (await names("python3/threading_simple.py")).map(([thread]) => thread),
    [1, 2, 3, 4, 5].map((number) => `Thread-${number} (worker)`),
  );
  assert.deepEqual(
    (await names("threading_daemon.py")).map(([thread]) => thread),
    ["daemon", "non-daemon", "non-daemon"],
  );
});
