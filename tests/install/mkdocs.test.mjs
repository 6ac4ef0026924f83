/** `plugins: [threading-playground]`, for Material with instant navigation and for MkDocs' own theme. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { before } from "node:test";
import { blockOf, property, run, shownLines, test } from "../docs/support.mjs";
import { installed, siteOf, timed, useInstalled } from "./installed.mjs";
import { drawsTimeline, read, serve } from "./reader.mjs";

let site;
const build = (settings, to, options) =>
  site.build(installed("mkdocs"), ["build", "-q", "-s", "-f", settings, "-d", `_built/${to}`], options);

before(async () => {
  await useInstalled();
  site = siteOf("mkdocs");
  const { url } = await serve(join(site.built, "material"));
  await timed("mkdocs build", () => build("mkdocs.yml", "material", { env: { SITE_URL: url } }));
  build("default.yml", "default");
});

for (const theme of ["material", "default"]) {
  test(`${theme}: whole programs with threads are live and run; the rest stays as it is`, async () => {
    const page = await read(join(site.built, theme));
    const block = await blockOf(page);
    assert.equal(await property(block, "file"), "greet.py");
    assert.match(await block.locator("[slot='output']").innerText(), /^hello from Ada\n/);
    assert.equal((await run(block)).status, 0);
    assert.deepEqual(await shownLines(block, "Grace"), ["hello from Ada", "hello from Grace"]);
    // Only Material's SuperFences recognises a fence in a quotation.
    const isMaterial = theme === "material";
    assert.equal(await page.locator("threading-playground").count(), isMaterial ? 2 : 1);
    if (isMaterial) assert.equal((await run(await blockOf(page, 1))).output, "quoted & <escaped>\n");
    const text = await page.locator("body").innerText();
    assert.match(text, /left alone too/);
    assert.doesNotMatch(text, /threading-playground|no-run|\{/);
    await page.close();
  });
}

test("Material: after instant navigation the next page's block is live, with its file, arguments and input; a timeline", async () => {
  const page = await read(join(site.built, "material"));
  await blockOf(page);
  await page.evaluate(() => {
    window.isSameDocument = true;
  });
  await page.getByRole("link", { name: "files", exact: true }).click();
  await page.getByRole("heading", { name: "Files" }).waitFor();
  const block = await blockOf(page);
  assert.equal((await run(block)).output, "['--by', '2'] Ada 3\n");
  assert.equal(await page.evaluate(() => window.isSameDocument), true, "no page was loaded anew");
  const drawn = await blockOf(page, 1);
  assert.equal((await run(drawn)).output, "drawn\n");
  await drawsTimeline(drawn, 2);
  await page.close();
});

test("which blocks: those marked, none; a wrong setting is told", () => {
  const plugin = (blocks) => ({ env: { BLOCKS: blocks } });
  build("chosen.yml", "chosen", plugin("class"));
  assert.doesNotMatch(site.read("chosen/index.html"), /<threading-playground/);
  assert.match(site.read("chosen/files/index.html"), /<threading-playground/);
  build("chosen.yml", "chosen", plugin("none"));
  assert.doesNotMatch(site.read("chosen/files/index.html"), /<threading-playground/);
  assert.match(build("chosen.yml", "chosen", { ...plugin("some"), fails: true }), /blocks/);
});
