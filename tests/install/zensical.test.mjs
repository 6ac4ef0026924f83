/** Zensical with the package's extension for Python-Markdown, and the same site in Firefox. */
import assert from "node:assert/strict";
import { delimiter, dirname, join } from "node:path";
import { before } from "node:test";
import { ISOLATION_HEADERS } from "../../scripts/lib/server.mjs";
import { openInFirefox, runFirst } from "../docs/firefox.mjs";
import { blockOf, property, run, shownLines, test } from "../docs/support.mjs";
import { installed, siteOf, timed, useInstalled } from "./installed.mjs";
import { drawsTimeline, read } from "./reader.mjs";

let site;
let folder;
before(async () => {
  await useInstalled();
  site = siteOf("zensical");
  folder = join(site.folder, "site");
  // Like a shell in which the environment is active.
  const PATH = [dirname(installed("python")), process.env.PATH].join(delimiter);
  assert.match(site.build("sh", ["-e", "copy.sh"], { env: { PATH } }), /copied/);
  await timed("zensical build", () => site.build(installed("zensical"), ["build", "--strict"]));
});

test("whole programs with threads are live and run; the rest stays as it is", async () => {
  const page = await read(folder);
  const block = await blockOf(page);
  assert.equal(await property(block, "file"), "greet.py");
  assert.match(await block.locator("[slot='output']").innerText(), /^hello from Ada\n/);
  assert.equal((await run(block)).status, 0);
  assert.deepEqual(await shownLines(block, "Grace"), ["hello from Ada", "hello from Grace"]);
  assert.equal(await page.locator("threading-playground").count(), 1);
  await page.close();
});

test("a fence's options: file, arguments, input, a file of the site, a timeline", async () => {
  const page = await read(folder, "files/");
  const block = await blockOf(page);
  assert.equal(await property(block, "file"), "count.py");
  assert.equal((await run(block)).output, "['--by', '2'] Ada 3\n");
  await drawsTimeline(block, 2);
  await page.close();
});

const LINES = ["hello from Ada", "hello from Grace"];

test("Firefox, without headers: the program opens in the playground, and runs there", async () => {
  const { page, errors } = await openInFirefox(folder, "");
  const { state, tier } = await page.evaluate(runFirst);
  assert.deepEqual([state, tier], ["unavailable", "link"]);
  // In this tab, where the test can see it.
  const link = () => document.querySelector("threading-playground").shadowRoot.querySelector("[part~='open']");
  await page.evaluate(`(${link})().dispatchEvent(new FocusEvent("focus"))`);
  await page.waitForFunction(`(${link})().href.includes("#code=")`);
  await page.goto(await page.evaluate(`(${link})().href`));
  await page.waitForSelector('#status[data-state="idle"]');
  await page.evaluate(() => document.querySelector("#run").click());
  await page.waitForSelector('#status[data-exit-status="0"]');
  await page.waitForFunction(() => document.querySelectorAll("#output .line").length === 2);
  const lines = await page.evaluate(() =>
    [...document.querySelectorAll("#output .line .text")].map((text) => text.textContent),
  );
  assert.deepEqual(lines, LINES);
  assert.deepEqual(errors, []);
  await page.close();
});

test("Firefox, with headers: the program runs in the page", async () => {
  const { page, errors } = await openInFirefox(folder, "", ISOLATION_HEADERS);
  assert.deepEqual(await page.evaluate(runFirst), { state: "exited", tier: "page", lines: LINES });
  assert.deepEqual(errors, []);
  await page.close();
});
