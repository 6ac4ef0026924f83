/**
 * WebKitGTK as Debian builds it: it isolates a page, and yet lets no shared memory be sent
 * (https://bugs.webkit.org/show_bug.cgi?id=317847). So nothing runs, everything can be read, and the page says why. A version
 * that shares memory skips these tests; what it has to do is in sharing.test.mjs.
 */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { distFolder } from "../../scripts/lib/paths.mjs";
import { startServer } from "../../scripts/lib/server.mjs";
import { missingWebKit, openWebKit } from "./support.mjs";

const REFUSED = "DataCloneError: The object can not be cloned.";
const UNAVAILABLE = '#status[data-state="unavailable"]';
const REASON = /this browser cannot share WebAssembly memory with a worker/;

describe("WebKitGTK as it is built", { skip: missingWebKit() }, () => {
  let page;
  let raw;
  let site;
  let shares;

  before(async () => {
    raw = await startServer({ folder: fileURLToPath(new URL("site", import.meta.url)) });
    site = await startServer({ folder: distFolder() });
    page = await openWebKit();
    await page.goto(raw.url);
    shares = (await page.evaluate(() => window.send("memory", "toWorker"))) === "shared";
  });
  after(async () => {
    await page?.close();
    await raw?.close();
    await site?.close();
  });
  beforeEach((t) => {
    if (shares) t.skip(`WebKitGTK ${page.version} shares memory with workers`);
  });

  test("page and worker are isolated; a module can be sent, and shared memory in no way", async (t) => {
    await page.goto(raw.url);
    const send = (what, way) => page.evaluate((...given) => window.send(...given), what, way);
    assert.deepEqual(await page.evaluate(() => window.isolation()), { page: true, worker: true });
    for (const way of ["toWorker", "fromWorker", "byPort"]) {
      assert.equal(await send("module", way), "module", way);
      assert.equal(await send("memory", way), REFUSED, way);
      assert.equal(await send("buffer", way), REFUSED, way);
    }
    assert.equal(await send("memory", "byClone"), REFUSED);
    t.diagnostic(`WebKitGTK ${page.version}`);
  });

  test("the playground can be read, and says that it is the browser", async () => {
    await page.goto(site.url);
    await page.waitFor(UNAVAILABLE);
    await page.waitFor("#editor .cm-line");
    await page.click("#run");
    assert.match(await page.text("#notice"), REASON);
    assert.equal(await page.evaluate(() => document.activeElement.id), "notice", "Run explains");
    assert.equal(
      await page.evaluate(() => document.querySelectorAll("#notice li").length),
      0,
      "no header is asked for",
    );
    assert.match(await page.text("#editor"), /import threading/);
    assert.match(await page.text("#recorded-output"), /Worker/);
  });

  test("a chapter can be read, and its Run says so too", async () => {
    await page.goto(`${site.url}tutorial/start.html`);
    await page.waitFor("html.wired");
    const part = (name) => `section.live [data-part="${name}"]`;
    const recorded = await page.text(part("recorded"));
    assert.notEqual(recorded, "");
    await page.click(part("run"));
    await page.waitFor('section.live [data-state="unavailable"]');
    assert.match(await page.text(part("status-detail")), REASON);
    assert.equal(await page.text(part("recorded")), recorded);
  });

  test("the engine and the thread API refuse in words", async () => {
    await page.goto(`${site.url}harness.html`);
    const { error } = await page.evaluate(() => window.harness.load());
    assert.equal(error.code, "isolation");
    assert.match(error.message, REASON);
    const thrown = await page.evaluate(async () => {
      const { ThreadHost } = await import("./runtime/host.js");
      try {
        new ThreadHost({});
      } catch (error) {
        return error.message;
      }
    });
    assert.match(thrown, REASON);
  });

  test("without the headers it is they that are asked for", async (t) => {
    const plain = await startServer({ folder: distFolder(), headers: {} });
    t.after(() => plain.close());
    await page.goto(plain.url);
    await page.waitFor(UNAVAILABLE);
    assert.match(
      await page.text("#notice"),
      /Cross-Origin-Opener-Policy: same-origin\s*Cross-Origin-Embedder-Policy: require-corp/,
    );
    assert.match(await page.text("#editor"), /import threading/);
  });
});
