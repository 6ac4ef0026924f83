/**
 * The npm package, installed from its file: the results of programs that check packages, and sites of Vite and VitePress
 * with it.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { before } from "node:test";
import { blockOf, property, run, shownLines, test } from "../docs/support.mjs";
import { siteOf, timed } from "./installed.mjs";
import { npmInstall, packed } from "./package.mjs";
import { drawsTimeline, read } from "./reader.mjs";

let site;
let file;
const copy = (name) => site.build("sh", ["-ec", `cd ${name} && sh copy.sh`]);
const npx = (...args) => site.build("npx", ["--no-install", ...args]);

before(async () => {
  site = siteOf("npm");
  file = packed(site.folder);
  await timed("npm install", () => npmInstall(site, file));
});

test("publint and arethetypeswrong find nothing", () => {
  assert.match(npx("publint", "--strict", file), /All good/);
  // Modules for browsers, and files that are not modules.
  const others = ["threading-playground.css", "custom-elements.json", "package.json"];
  npx("attw", file, "--profile", "esm-only", "--exclude-entrypoints", ...others);
});

test("Vite: the folder in public/, built with the rest of the site", async () => {
  assert.match(copy("vite"), /copied/);
  assert.match(copy("vite"), /up to date/);
  npx("vite", "build", "vite", "--logLevel", "warn");
  const page = await read(join(site.folder, "vite/dist"));
  assert.equal((await run(await blockOf(page))).output, "hello from vite\n");
  assert.equal(await page.locator("#report").innerText(), "ended with 0");
  await page.close();
});

test("VitePress: fences with the word run are live, on the next page too", async () => {
  copy("vitepress");
  await timed("vitepress build", () => npx("vitepress", "build", "vitepress"));
  const page = await read(join(site.folder, "vitepress/.vitepress/dist"));
  const block = await blockOf(page);
  assert.equal(await property(block, "file"), "greet.py");
  assert.match(await block.locator("[slot='output']").innerText(), /hello from Ada \{2\}/);
  assert.equal((await run(block)).status, 0);
  assert.deepEqual(await shownLines(block, "Grace"), ["hello from Ada {2}", "hello from Grace {2}"]);
  assert.equal(await page.locator("threading-playground").count(), 1);
  await page.evaluate(() => {
    window.isSameDocument = true;
  });
  await page.getByRole("link", { name: "The next page" }).click();
  await page.getByRole("heading", { name: "Next" }).waitFor();
  assert.equal((await run(await blockOf(page))).output, "3 <tag>\n");
  assert.equal(await page.evaluate(() => window.isSameDocument), true, "no page was loaded anew");
  const drawn = await blockOf(page, 1);
  assert.equal((await run(drawn)).output, "drawn\n");
  await drawsTimeline(drawn, 2);
  await page.close();
});
