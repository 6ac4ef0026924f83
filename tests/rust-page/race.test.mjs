/** The crate without Python: its example page, built in the same way as its users build it. */
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { buildExample } from "../../scripts/lib/rust-example.mjs";
import { startServer } from "../../scripts/lib/server.mjs";
import { launchBrowser } from "../support/browser.mjs";

const RUNNERS = ["Ada", "Grace", "Edsger"];
let browser;
let folder;

before(async () => {
  folder = await buildExample("race", "quick");
  cpSync(inRoot("crate/threading/examples/page/index.html"), join(folder, "index.html"));
  browser = await launchBrowser();
});
after(() => browser?.close());

/** Returns the page after its race, from a server with these headers. */
async function raced(t, headers) {
  const server = await startServer({ folder, ...(headers && { headers }) });
  t.after(() => server.close());
  const page = await browser.newPage();
  t.after(() => page.close());
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(server.url);
  await page.waitForFunction(() => document.querySelector("#end").textContent !== "", undefined, { timeout: 60_000 });
  const lines = (await page.locator("#lines").textContent()).trim().split("\n");
  return { lines, end: await page.locator("#end").textContent(), errors };
}

test("three threads meet at the barrier and print through the queue", async (t) => {
  const { lines, end, errors } = await raced(t);
  assert.equal(end, "the race is over");
  assert.deepEqual(errors, []);
  assert.deepEqual(lines.slice(0, 3).sort(), RUNNERS.map((name) => `${name} is here`).sort());
  assert.equal(lines[3], "all are here: go!");
  const [names, lanes] = [0, 4].map((word) => lines.slice(4).map((line) => line.split(" ")[word]));
  assert.deepEqual([names.sort(), lanes.sort()], [[...RUNNERS].sort(), ["0", "1", "2"]]);
});

test("without isolation the page says what is missing", async (t) => {
  const { lines, end } = await raced(t, {});
  assert.match(end, /Cross-Origin-Opener-Policy: same-origin/);
  assert.deepEqual(lines, [""]);
});
