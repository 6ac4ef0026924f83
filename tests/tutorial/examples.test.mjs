/**
 * Every example of the tutorial prints what the page shows; allowed differences are those in its front matter and its text.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { distFolder, inRoot } from "../../scripts/lib/paths.mjs";
import { openRunner } from "../../scripts/lib/runner.mjs";
import { comparable, readChapters } from "../../www/src/tutorial/build/source.mjs";

const folder = process.env.E2E_FOLDER ?? distFolder();
const chapters = readChapters(inRoot("www/tutorial"));
const LIMIT_MS = 20_000;

let runner;
before(async () => {
  runner = await openRunner({ folder });
});
after(async () => {
  await runner?.close();
  assert.deepEqual(runner?.pageErrors, []);
});

for (const { slug, examples } of chapters) {
  for (const example of examples) {
    const { file, code, recorded } = example;
    test(`${slug}: ${file}`, async () => {
      assert.ok(recorded !== undefined, `${file} has no recorded output: node scripts/record-tutorial.mjs ${file}`);
      const result = await runner.run({ files: { [file]: code }, main: file, timeoutMs: LIMIT_MS });
      assert.equal(comparable(example, result.merged), comparable(example, recorded));
      assert.equal(`${result.reason} ${result.status}`, "exited 0");
    });
  }
}

test("the text says where an order or a number varies, and every file belongs to a chapter", () => {
  const used = new Set();
  for (const { slug, body, examples } of chapters) {
    for (const { file, orderVaries, numbersVary } of examples) {
      used.add(file);
      // Near the example: the paragraphs before and after it.
      const at = body.indexOf(`file: ${file}\n`);
      const near = body.slice(Math.max(0, at - 500), at + 700);
      if (orderVaries) assert.match(near, /var(y|ies)|may swap/, `${slug}: ${file}, its order`);
      if (numbersVary) assert.match(near, /number|count|times vary/i, `${slug}: ${file}, its numbers`);
    }
  }
  const files = readdirSync(inRoot("www/tutorial/examples")).filter((name) => name.endsWith(".py"));
  assert.deepEqual(
    files.filter((name) => !used.has(name)),
    [],
  );
});

test("chapters are short, and so are their examples and sleeps", () => {
  for (const { slug, body, examples } of chapters) {
    const words = body.replace(/```example[\s\S]*?```/g, "").split(/\s+/).length;
    assert.ok(words >= 250 && words <= 600, `${slug} has ${words} words`);
    assert.ok(examples.length >= 1 && examples.length <= 3, `${slug} has ${examples.length} examples`);
    for (const { file, code } of examples) {
      const lines = code.trimEnd().split("\n").length;
      assert.ok(lines >= 8 && lines <= 32, `${file} has ${lines} lines`);
      const sleeps = [...code.matchAll(/time\.sleep\(([\d.]+)\)/g)].map((match) => Number(match[1]));
      assert.ok(Math.max(0, ...sleeps) <= 0.5, `${file} sleeps for ${Math.max(...sleeps)} s`);
    }
  }
});

test("the built pages are there, one for each chapter", () => {
  const names = ["index", ...chapters.map(({ slug }) => slug)];
  assert.deepEqual(
    names.filter((name) => !existsSync(`${folder}/tutorial/${name}.html`)),
    [],
  );
});
