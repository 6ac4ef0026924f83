/** `extensions = ["threading_playground.sphinx"]` alone, in an environment that pip has just created. */
import assert from "node:assert/strict";
import { appendFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before } from "node:test";
import { blockOf, part, property, run, shownLines, test } from "../docs/support.mjs";
import { installed, siteOf, timed, useInstalled } from "./installed.mjs";
import { drawsTimeline, read } from "./reader.mjs";

/** The first page has Alabaster. */
const THEMES = ["furo", "pydata_sphinx_theme", "sphinx_rtd_theme"];

let site;
const startedAt = performance.now();
before(async () => {
  await useInstalled();
  site = siteOf("sphinx");
  await timed("sphinx-build", () => site.build(installed("sphinx-build"), ["-q", "-W", ".", "_built"]));
});

test("the first program of a new site prints", async () => {
  const page = await read(site.built);
  const block = await blockOf(page);
  assert.equal(await part(block, "name").innerText(), "greet.py");
  assert.match(await block.locator("[slot='output']").innerText(), /^hello from Ada\n/);
  const { status } = await run(block);
  assert.equal(status, 0);
  assert.deepEqual(await shownLines(block, "Grace"), ["hello from Ada", "hello from Grace"]);
  console.log(`# from pip to the first output: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  await page.close();
});

test("whole programs with threads are live; signatures, fragments and what opted out are not", async () => {
  const page = await read(site.built);
  await blockOf(page);
  const codes = await page.locator("threading-playground").evaluateAll((all) => all.map(({ code }) => code));
  assert.deepEqual(
    codes.map((code) => code.split("\n")[0]),
    ["import threading", "from concurrent.futures import ThreadPoolExecutor"],
  );
  const second = await blockOf(page, 1);
  assert.equal((await run(second)).output, "3\n");
  // The marker is for the extension, not for readers.
  assert.doesNotMatch(await page.locator("body").innerText(), /threading-playground:/);
  assert.match(await page.locator("body").innerText(), /left alone too/);
  await page.close();
});

test("the directive: a file with arguments, input and a file beside it, from a folder of the site; a timeline", async () => {
  const page = await read(site.built, "more/files.html");
  const block = await blockOf(page);
  assert.equal(await property(block, "file"), "count.py");
  assert.equal((await run(block)).output, "['--by', '2', 'a b'] Ada 3\n");
  assert.equal(await page.locator("threading-playground").count(), 3);
  assert.equal(await page.locator(".not-live").count(), 1);
  const captioned = await blockOf(page, 1);
  assert.equal(await property(captioned, "gil"), true);
  assert.match(await page.locator(".code-block-caption").innerText(), /^Two threads at once/);
  assert.equal((await run(captioned)).output, "1\n");
  await drawsTimeline(captioned, 2);
  await page.close();
});

test("the folder is copied once, and another build's is replaced", () => {
  const script = join(site.built, "_static/threading-playground/threading-playground.js");
  const { ino } = statSync(script);
  appendFileSync(join(site.folder, "index.rst"), "\nOne more line.\n");
  const again = () => site.build(installed("sphinx-build"), ["-q", "-W", ".", "_built"]);
  again();
  assert.equal(statSync(script).ino, ino);
  const folder = join(site.built, "_static/threading-playground");
  writeFileSync(join(folder, "version.json"), '{ "name": "threading-playground", "version": "0.0.1", "build": "old" }');
  writeFileSync(join(folder, "assets/left-over.js"), "");
  again();
  assert.ok(!readdirSync(join(folder, "assets")).includes("left-over.js"));
});

test("where no script runs there is the plain block: LaTeX, man, text, EPUB; links are checked", () => {
  for (const builder of ["latex", "man", "text", "epub", "linkcheck", "gettext", "xml"]) {
    // The theme's own warnings for EPUB are not ours.
    site.build(installed("sphinx-build"), ["-q", "-b", builder, ".", `_built/${builder}`]);
  }
  assert.match(site.read("text/index.txt"), /def greet\(name\):/);
  assert.match(site.read("latex/threadsbyexample.tex"), /greet\.py.*hello from/s);
  assert.ok(!site.has("latex/_static/threading-playground"));
  assert.ok(!site.has("epub/_static/threading-playground"));
  assert.doesNotMatch(site.read("epub/index.xhtml"), /<threading-playground/);
});

test("which blocks: all, those of a class, none; doctests when asked for", () => {
  const live = (...settings) => {
    const args = settings.flatMap((setting) => ["-D", setting]);
    site.build(installed("sphinx-build"), ["-q", "-E", ...args, ".", "_built/which"]);
    return site.read("which/index.html").match(/<threading-playground/g)?.length ?? 0;
  };
  assert.equal(live("threading_playground_blocks=all"), 4);
  assert.equal(live("threading_playground_blocks=class"), 0);
  assert.equal(live("threading_playground_blocks=none"), 0);
  const session = ["", ">>> import threading", ">>> threading.Thread(target=print, args=(1,)).start()", "1", ""];
  appendFileSync(join(site.folder, "index.rst"), session.join("\n"));
  assert.equal(live(), 2);
  assert.equal(live("threading_playground_doctests=1"), 3);
  assert.match(site.read("which/index.html"), /<div slot="output">/);
});

test("documents are read and written in parallel, and in every theme at hand", () => {
  // More than Sphinx reads in one process.
  for (let number = 0; number < 8; number++) {
    const text = `Page ${number}\n=======\n\n.. threading-playground:: more/count.py\n   :files: more/words.txt\n   :stdin: Ada\n`;
    writeFileSync(join(site.folder, `page${number}.rst`), `:orphan:\n\n${text}`);
  }
  for (const theme of ["alabaster", "classic", ...THEMES]) {
    const args = ["-q", "-W", "-j", "2", "-D", `html_theme=${theme}`, ".", `_built/${theme}`];
    site.build(installed("sphinx-build"), args);
    const page = site.read(`${theme}/page7.html`);
    assert.match(page, /<threading-playground file="count\.py" files="_downloads\/\w+\/words\.txt" stdin="Ada"/);
    assert.match(page, /<script type="module" src="_static\/threading-playground\/threading-playground\.js[^"]*">/);
    assert.ok(site.has(/files="([^"]+)"/.exec(page)[1].replace(/^/, `${theme}/`)));
  }
});

for (const theme of THEMES) {
  test(`a page of ${theme} runs a program`, async () => {
    const page = await read(join(site.built, theme), "page3.html");
    const block = await blockOf(page);
    assert.equal((await run(block)).output, "[] Ada 3\n");
    await page.close();
  });
}
