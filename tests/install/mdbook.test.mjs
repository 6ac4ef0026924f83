/** The mdBook preprocessor, which `book.toml` names. */
import assert from "node:assert/strict";
import { delimiter, dirname } from "node:path";
import { before } from "node:test";
import { tools } from "../../scripts/lib/env.mjs";
import { blockOf, property, run, shownLines, test } from "../docs/support.mjs";
import { installed, siteOf, timed, useInstalled } from "./installed.mjs";
import { drawsTimeline, read } from "./reader.mjs";

let site;
before(async () => {
  await useInstalled();
  site = siteOf("mdbook");
  // Like a shell in which the environment is active.
  const PATH = [dirname(installed("python")), process.env.PATH].join(delimiter);
  await timed("mdbook build", () => site.build(tools().mdbook, ["build", "-d", "_built"], { env: { PATH } }));
});

test("a whole program with threads is live, and runs; the rest stays as it is", async () => {
  const page = await read(site.built, "start.html");
  const block = await blockOf(page);
  assert.equal(await property(block, "file"), "greet.py");
  assert.match(await block.locator("[slot='output']").innerText(), /hello from Ada\n/);
  assert.equal((await run(block)).status, 0);
  assert.deepEqual(await shownLines(block, "Grace"), ["hello from Ada", "hello from Grace"]);
  assert.equal(await page.locator("threading-playground").count(), 1);
  await page.close();
});

test("a chapter in a folder, a block in a list, a timeline, and the page with all chapters", async () => {
  const page = await read(site.built, "part/deeper.html");
  const block = await blockOf(page);
  assert.equal((await run(block)).output, "3\n");
  const drawn = await blockOf(page, 1);
  assert.equal((await run(drawn)).output, "drawn\n");
  await drawsTimeline(drawn, 2);
  await page.close();
  const all = await read(site.built, "print.html");
  await blockOf(all, 2);
  assert.equal(await all.locator("threading-playground").count(), 3);
  await all.close();
});

test("other renderers are left alone, and Git need not know the folder", () => {
  site.build(installed("threading-playground"), ["mdbook", "supports", "html"]);
  site.build(installed("threading-playground"), ["mdbook", "supports", "pdf"], { fails: true });
  assert.ok(site.has("../src/threading-playground/.gitignore"));
});
