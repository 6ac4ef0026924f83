/** The crate without Python: its example page, built as a stranger would build it. */
import assert from "node:assert/strict";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { tools } from "../../scripts/lib/env.mjs";
import { inRoot, target } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/process.mjs";
import { startServer } from "../../scripts/lib/server.mjs";
import { launchBrowser } from "../support/browser.mjs";

const folder = join(target, "rust-page");
const RUNNERS = ["Ada", "Grace", "Edsger"];
let browser;

async function build() {
  const triple = "wasm32-unknown-unknown";
  const what = ["-p", "web-threading", "--no-default-features", "--example", "race", "--profile", "quick"];
  await run("cargo", ["build", ...what, "--target", triple, "--target-dir", target, "-Zbuild-std=std,panic_abort"]);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const linked = join(target, triple, "quick/examples/race.wasm");
  await run(tools()["wasm-bindgen"], ["--target", "web", "--no-typescript", "--out-dir", folder, linked]);
  cpSync(inRoot("crate/threading/examples/page/index.html"), join(folder, "index.html"));
}

before(async () => {
  await build();
  browser = await launchBrowser();
});
after(() => browser?.close());

/** The page after its race, from a server with these headers. */
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
