/**
 * Every example of the tutorial prints what the page shows; allowed differences are those in its front matter and its text.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename } from "node:path";
import { after, before, test } from "node:test";
import { distFolder, inRoot } from "../../scripts/lib/paths.mjs";
import { openRunner } from "../../scripts/lib/runner.mjs";
import { MOST_PICTURE_BYTES, runExample } from "../../scripts/lib/tutorial.mjs";
import { comparable, readChapters } from "../../www/src/tutorial/build/source.mjs";

const folder = process.env.E2E_FOLDER ?? distFolder();
const chapters = readChapters(inRoot("www/tutorial"));

let runner;
before(async () => {
  runner = await openRunner({ folder });
});
after(async () => {
  await runner?.close();
  assert.deepEqual(runner?.pageErrors, []);
});

/** The names of the lanes that a picture shows, from top to bottom. */
function lanesOf(svg) {
  const names = [...svg.matchAll(/<text x="12" [^>]*>([^<]*)<\/text>/g)].map(([, name]) => name);
  return names.map((name) => name.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code)));
}

for (const { slug, examples } of chapters) {
  for (const example of examples) {
    const { file, recorded, recordedPath, hasTimeline, pictures } = example;
    test(`${slug}: ${basename(recordedPath, ".out")}`, async () => {
      assert.ok(recorded !== undefined, `${file} has no recorded output: node scripts/record-tutorial.mjs ${file}`);
      const result = await runExample(runner, example);
      assert.equal(comparable(example, result.merged), comparable(example, recorded));
      assert.ok(result.hasEnded, `${result.reason} ${result.status}`);
      if (!hasTimeline) return;
      const [wide, narrow] = pictures.map(({ svg }) => svg);
      assert.ok(wide && narrow, `${file} has no pictures: node scripts/record-tutorial.mjs ${file}`);
      const names = result.summary.threads.map(({ name }) => name);
      assert.deepEqual(lanesOf(wide), names, "the lanes are the threads");
      assert.equal(lanesOf(narrow).length, names.length);
      for (const { path } of pictures) assert.ok(statSync(path).size <= MOST_PICTURE_BYTES, path);
    });
  }
}

test("every chapter has a picture of what its threads did, and no picture is left over", () => {
  const without = chapters.filter(({ examples }) => !examples.some(({ hasTimeline }) => hasTimeline));
  assert.deepEqual(
    without.map(({ slug }) => slug),
    [],
  );
  const shown = chapters.flatMap(({ examples }) => examples.filter(({ hasTimeline }) => hasTimeline));
  const paths = shown.flatMap(({ pictures }) => pictures.map(({ path }) => basename(path)));
  const there = readdirSync(inRoot("www/tutorial/examples")).filter((name) => name.endsWith(".svg"));
  assert.deepEqual(there.sort(), paths.sort());
});

test("the text says where an order or a number varies, and every file belongs to a chapter", () => {
  const used = new Set();
  for (const { slug, body, examples } of chapters) {
    let from = 0;
    for (const { file, orderVaries, numbersVary } of examples) {
      used.add(file);
      // Near the example: the paragraphs before and after it.
      from = body.indexOf(`file: ${file}\n`, from) + 1;
      const near = body.slice(Math.max(0, from - 500), from + 700);
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
    // One that runs both with a global lock and without counts once.
    const programs = new Set(examples.map(({ file }) => file)).size;
    assert.ok(programs >= 1 && programs <= 3, `${slug} has ${programs} programs`);
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
