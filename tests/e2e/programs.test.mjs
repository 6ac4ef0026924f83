/** Every program of www/examples prints its recorded output and ends with its recorded status, in both dialects. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { ending, example, examples, normalised, useRunner, withoutLastNewline } from "./support.mjs";

const site = useRunner();

/** Programs that test the order of threads run several times, because the order must always hold. */
const TIMES = 3;

async function check(file, { dialect, status = 0, files = [], argv = [], stdin = "" }) {
  const main = file.split("/").at(-1);
  const out = file.replace(/\.py$/, ".out");
  for (let time = 1; time <= TIMES; time++) {
    const all = Object.fromEntries([file, ...files].map((path) => [path.split("/").at(-1), example(path)]));
    const result = await site.runner.run({ files: all, main, argv, stdin, timeoutMs: 30_000 });
    assert.equal(
      withoutLastNewline(normalised(result.merged)),
      withoutLastNewline(normalised(example(out))),
      `time ${time}`,
    );
    assert.equal(ending(result), `exited ${status}`);
    assert.equal(result.dialect, dialect);
  }
}

for (const entry of examples()) {
  const recorded = `${entry.name}.status`;
  test(`${entry.file}, run as ${entry.dialect}`, async () => {
    const has = existsSync(inRoot("www/examples", recorded));
    assert.equal(has ? Number(example(recorded)) : 0, entry.status ?? 0, "index.json and the recorded status agree");
    await check(entry.file, entry);
  });
  if (entry.python3) {
    test(`${entry.python3}, its Python 3 form`, () => check(entry.python3, { ...entry, dialect: "python3" }));
  }
}

test("what the tracebacks name as another version's frames is only threading's", () => {
  const text = '  File "/lib/threading.py", line 12, in run\n    self.x()\n  File "mine.py", line 1, in f\n    g()\n';
  assert.equal(normalised(text), '  File "<threading>", line N, in run\n  File "mine.py", line 1, in f\n    g()\n');
});
