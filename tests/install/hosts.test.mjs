/**
 * What a reader's first and later runs fetch from hosts that send no headers and compress nothing, and from hosts that compress;
 * the guide's figures are those.
 */
import assert from "node:assert/strict";
import { cpSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { startServer } from "../../scripts/lib/server.mjs";
import { blockOf, property, run, test } from "../docs/support.mjs";
import { until } from "../service-worker/support.mjs";
import { launchBrowser } from "../support/browser.mjs";
import { installed, siteOf, useInstalled } from "./installed.mjs";

let folder;
let browser;
let wasm;

before(async () => {
  await useInstalled();
  const site = siteOf("hosts");
  folder = site.folder;
  site.build(installed("threading-playground"), ["copy", "."]);
  const { runtime } = JSON.parse(readFileSync(join(folder, "threading-playground/version.json"), "utf8"));
  wasm = `threading-playground/${runtime}/interpreter_bg.wasm`;
  browser = await launchBrowser();
});
after(() => browser?.close());

/** A host for one reader. `visit` runs a page's program and returns what was `asked` and how many `bytes` of it were sent. */
async function host(t, options) {
  let asked = [];
  let sent = [];
  const onRequest = (method, url) => method === "GET" && asked.push(url.slice(1));
  const onBytes = (size, url) => sent.push([url.slice(1), size]);
  const server = await startServer({ folder, immutable: false, onRequest, onBytes, ...options });
  const context = await browser.newContext();
  t.after(async () => {
    await context.close();
    await server.close();
  });
  const visit = async (path) => {
    asked = [];
    sent = [];
    const page = await context.newPage();
    await page.goto(server.url + path);
    const block = await blockOf(page);
    assert.equal((await run(block)).output, "hosted\n");
    const seen = { asked, sent };
    return {
      page,
      tier: await property(block, "tier"),
      times: (name) => seen.asked.filter((other) => other === name).length,
      bytes: (name) => seen.sent.filter(([other]) => other === name).map(([, size]) => size),
    };
  };
  return { visit };
}

const FRAME = "threading-playground/frame.html";

test("no headers and no compression, with frames: each reader fetches the whole module, once", async (t) => {
  const { visit } = await host(t, { headers: {}, brotli: false });
  const first = await visit("index.html");
  assert.equal(first.tier, "frame");
  assert.deepEqual(first.bytes(wasm), [statSync(join(folder, wasm)).size]);
  assert.equal(first.times(FRAME), 2);
  await until(first.page.frames()[1], (name) => caches.match(`/${name}`), wasm);
  await first.page.close();
  const second = await visit("next.html");
  assert.equal(second.tier, "frame");
  assert.deepEqual(second.bytes(wasm), []);
  assert.equal(second.times(FRAME), 1);
});

test("no headers and no compression, with a service worker for the site: the first page loads twice", async (t) => {
  cpSync(join(folder, "threading-playground/service-worker.js"), join(folder, "service-worker.js"));
  const { visit } = await host(t, { headers: {}, brotli: false });
  const first = await visit("worker.html");
  assert.equal(first.tier, "page");
  assert.deepEqual(first.bytes(wasm), [statSync(join(folder, wasm)).size]);
  assert.equal(first.times("worker.html"), 2);
  assert.equal(first.times(FRAME), 0);
});

test("the guide names the size of the module as it is, with gzip and with Brotli", () => {
  const module = readFileSync(join(folder, wasm));
  const quick = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 24 };
  const sizes = [module, gzipSync(module), brotliCompressSync(module, { params: quick })].map(({ length }) => length);
  const guide = readFileSync(inRoot("www/guide/embed.md"), "utf8");
  const named = [...guide.matchAll(/^\| .* \| about (\d+) MB \|/gm)].map(([, megabytes]) => Number(megabytes));
  assert.deepEqual(
    named,
    sizes.map((size) => Math.round(size / 1e6)),
  );
});
