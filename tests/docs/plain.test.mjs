/**
 * Pages of plain HTML: the element and its events, blocks selected by `data-selector`, how programs end, and a page that a
 * service worker isolates.
 */
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { distFolder } from "../../scripts/lib/paths.mjs";
import { startServer } from "../../scripts/lib/server.mjs";
import { blockOf, luminance, part, property, run, shownLines, test, useSite } from "./support.mjs";

/** Another origin, which sends no header about who may use its images. */
let other;
before(async () => {
  other = await startServer({ folder: distFolder(), headers: {} });
});
after(() => other.close());

// After the hook above, because no hook runs after one that fails.
const site = useSite("plain");

test("the page hears of the run, and its style sheet has a say", async () => {
  const { page } = await site.open("", { colorScheme: "dark" });
  const block = await blockOf(page);
  assert.match(await part(block, "output").innerText(), /^Recorded output · the order varies\b/);
  const style = (name) => part(block, "run").evaluate((element, key) => getComputedStyle(element)[key], name);
  assert.equal(await style("textTransform"), "uppercase");
  assert.equal(await style("backgroundColor"), "rgb(240, 168, 120)");
  const { ground, text } = await block.evaluate(luminance);
  assert.ok(ground < text, "dark, by the page's own ground");
  const { threads } = await run(block);
  assert.deepEqual(threads.map(({ name }) => name).sort(), ["lane 1", "lane 2", "lane 3"]);
  const lines = await shownLines(block, "goes home");
  assert.equal(lines.length, 6);
  assert.ok(lines.slice(0, 3).every((line) => line.endsWith("is running")));
  assert.match(await page.locator("#report").innerText(), /^relay\.py ended with 0 \((lane \d: 2, ){2}lane \d: 2\)$/);
  await page.context().close();
});

test("an ending: colours and not their codes, a last line without newline, a status and no traceback", async () => {
  const { page } = await site.open("blocks.html");
  const block = await blockOf(page);
  assert.equal((await run(block)).status, 3);
  const lines = await shownLines(block, "no newline");
  assert.deepEqual(lines, ["all done but for one thing", "no newline at the end"]);
  assert.match(await part(block, "status").innerText(), /3/);
  const message = await blockOf(page, 1);
  assert.equal((await run(message)).status, 1);
  assert.deepEqual(await shownLines(message, "tag"), ["<module> is not a tag"]);
  await page.context().close();
});

test("with a service worker beside it a page runs programs itself, and loads images of others as before", async () => {
  const { page } = await site.open("anywhere.html");
  await page.waitForFunction(() => window.crossOriginIsolated);
  const block = await blockOf(page);
  await run(block);
  assert.equal(await property(block, "tier"), "page");
  assert.deepEqual(await shownLines(block, "thread"), ["a thread of this page"]);
  const loaded = await page.evaluate(
    (url) =>
      new Promise((resolve) => {
        const image = new Image();
        image.onload = () => resolve(true);
        image.onerror = () => resolve(false);
        image.src = url;
      }),
    `${other.url.replace("localhost", "127.0.0.1")}favicon.svg`,
  );
  assert.ok(loaded);
  await page.context().close();
});
