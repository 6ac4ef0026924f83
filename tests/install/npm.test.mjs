/**
 * The npm package, installed from its file: the results of programs that check packages, and sites of Vite, VitePress and
 * Astro with it.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { before } from "node:test";
import { blockOf, property, run, shownLines, test } from "../docs/support.mjs";
import { timed } from "./installed.mjs";
import { npmInstallWithTools, packed, siteWithTools } from "./package.mjs";
import { drawsTimeline, read, readAt } from "./reader.mjs";

/** Astro would send what it is used for to its makers. */
const QUIET = { ASTRO_TELEMETRY_DISABLED: "1" };

let site;
let file;
const copy = (name) => site.build("sh", ["-ec", `cd ${name} && sh copy.sh`]);
const npx = (...args) => site.build("npx", ["--no-install", ...args]);

before(async () => {
  site = siteWithTools("npm");
  file = packed(site.folder);
  await timed("npm install", () => npmInstallWithTools(site, "npm", file));
  for (const name of ["vite", "vitepress", "astro"]) assert.match(copy(name), /copied/);
  await timed("vite build", () => npx("vite", "build", "vite", "--logLevel", "warn"));
  await timed("vitepress build", () => npx("vitepress", "build", "vitepress"));
  await timed("astro build", () => site.build("npx", ["astro", "build", "--root", "astro"], { env: QUIET }));
});

test("publint and arethetypeswrong find nothing", () => {
  assert.match(npx("publint", "--strict", file), /All good/);
  // Modules for browsers, and files that are not modules.
  const others = ["threading-playground.css", "custom-elements.json", "package.json"];
  npx("attw", file, "--profile", "esm-only", "--exclude-entrypoints", ...others);
});

test("Vite: the folder in public/, built with the rest of the site", async () => {
  assert.match(copy("vite"), /up to date/);
  const page = await read(join(site.folder, "vite/dist"));
  await greets(page, "frame");
});

test("Vite: its server for development, with the headers", async (t) => {
  const vite = join(site.folder, "node_modules/vite/bin/vite.js");
  const env = { ...process.env, NO_COLOR: "1" };
  const server = spawn(process.execPath, [vite, "vite", "--clearScreen", "false"], { cwd: site.folder, env });
  t.after(() => server.kill());
  const page = await readAt(await addressOf(server));
  await greets(page, "page");
});

async function greets(page, tier) {
  const block = await blockOf(page);
  assert.equal((await run(block)).output, "hello from vite\n");
  assert.equal(await property(block, "tier"), tier);
  assert.equal(await page.locator("#report").innerText(), "ended with 0");
  await page.close();
}

/** Returns the address that a server prints when it is ready. */
function addressOf(server) {
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (text) => {
      said += text;
      const [, address] = /Local:\s+(http\S+)/.exec(said) ?? [];
      if (address) resolve(address);
    };
    server.stdout.on("data", hear);
    server.stderr.on("data", hear);
    server.once("close", (status) => reject(new Error(`the server ended with ${status}: ${said}`)));
  });
}

const astro = () => read(join(site.folder, "astro/dist"));

test("Astro: fences with the word run are live", async () => {
  const page = await astro();
  const block = await blockOf(page);
  assert.equal(await property(block, "file"), "greet.py");
  assert.match(await block.locator("[slot='output']").innerText(), /hello from Ada 2 <tag>/);
  assert.equal((await run(block)).status, 0);
  assert.deepEqual(await shownLines(block, "Grace"), ["hello from Ada 2 <tag>", "hello from Grace 2 <tag>"]);
  assert.equal(await page.locator("threading-playground").count(), 1);
  await page.close();
});

test("Astro: a page of MDX, after Astro's own navigation; a timeline", async () => {
  const page = await astro();
  await page.evaluate(() => {
    window.isSameDocument = true;
  });
  await page.getByRole("link", { name: "The next page" }).click();
  await page.getByRole("heading", { name: "Next" }).waitFor();
  const listed = await blockOf(page);
  assert.equal(await property(listed, "gil"), true);
  assert.equal((await run(listed)).output, "3 {braces} & <tag>\n");
  assert.equal(await page.evaluate(() => window.isSameDocument), true, "no page was loaded anew");
  const drawn = await blockOf(page, 1);
  assert.equal((await run(drawn)).output, "drawn\n");
  await drawsTimeline(drawn, 2);
  await page.close();
});

test("VitePress: fences with the word run are live, on the next page too", async () => {
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
