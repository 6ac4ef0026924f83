/**
 * WebKitGTK as Debian builds it: it isolates a page but does not allow shared memory to be posted
 * (https://bugs.webkit.org/show_bug.cgi?id=317847). So programs do not run, everything can be read, and the page states why.
 * A version that shares memory skips these tests; sharing.test.mjs tests it.
 */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { distFolder } from "../../scripts/lib/paths.mjs";
import { startServer } from "../../scripts/lib/server.mjs";
import { elementAfterRun, missingWebKit, openWebKit, ownSite } from "./support.mjs";

const REFUSED = "DataCloneError: The object can not be cloned.";
const UNAVAILABLE = '#status[data-state="unavailable"]';
const REASON = /this browser cannot share WebAssembly memory with a worker/;

describe("WebKitGTK as it is built", { skip: missingWebKit() }, () => {
  let page;
  let folder;
  let own;
  let built;
  let shares;

  before(async () => {
    folder = ownSite();
    own = await startServer({ folder });
    built = await startServer({ folder: distFolder() });
    page = await openWebKit();
    await page.goto(own.url);
    shares = (await page.evaluate(() => window.send("memory", "toWorker"))) === "shared";
  });
  after(async () => {
    await page?.close();
    await own?.close();
    await built?.close();
  });

  const whereNotShared = (name, body) =>
    test(name, (t) => (shares ? t.skip(`WebKitGTK ${page.version} shares memory with workers`) : body(t)));

  async function checkPlayground() {
    await page.waitFor(UNAVAILABLE);
    await page.waitFor("#editor .cm-line");
    await page.click("#run");
    assert.equal(await page.evaluate(() => crossOriginIsolated), true);
    assert.equal(await page.evaluate(() => document.activeElement.id), "notice", "Run explains");
    assert.match(await page.text("#notice"), REASON);
    assert.equal(await page.evaluate(() => document.querySelectorAll("#notice li").length), 0, "no header is wanting");
    assert.match(await page.text("#editor"), /import threading/);
    assert.match(await page.text("#recorded-output"), /Worker/);
  }

  whereNotShared("page and worker are isolated; a module can be sent, and shared memory in no way", async (t) => {
    await page.goto(own.url);
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

  whereNotShared("the playground can be read, and says that it is the browser", async () => {
    await page.goto(built.url);
    await checkPlayground();
  });

  whereNotShared("without the headers the service worker isolates it, and no more comes of that", async (t) => {
    const plain = await startServer({ folder: distFolder(), headers: {} });
    t.after(() => plain.close());
    await page.goto(plain.url);
    await checkPlayground();
  });

  whereNotShared("an element falls to what is recorded, on an isolated page", async () => {
    await page.goto(`${own.url}embed.html`);
    const { code, tier, state, shown, output } = await elementAfterRun(page);
    assert.deepEqual({ code, tier, state }, { code: "unavailable", tier: "recorded", state: "unavailable" });
    assert.match(shown, REASON);
    assert.equal(output, "hello, as recorded");
  });

  whereNotShared("on a page that is not, no frame can be either, and it links to the playground", async (t) => {
    const plain = await startServer({ folder, headers: {} });
    t.after(() => plain.close());
    await page.goto(`${plain.url}embed.html`);
    const { code, tier, shown, output } = await elementAfterRun(page);
    assert.deepEqual({ code, tier }, { code: "unavailable", tier: "link" });
    assert.match(shown, /Open in the playground/);
    assert.equal(output, "hello, as recorded");
  });

  whereNotShared("the engine and the thread API refuse in words", async () => {
    await page.goto(`${built.url}harness.html`);
    const { error } = await page.evaluate(() => window.harness.load());
    assert.equal(error.code, "isolation");
    assert.match(error.message, REASON);
    const [runtime] = readdirSync(join(distFolder(), "runtime"));
    const thrown = await page.evaluate(async (address) => {
      const { ThreadHost } = await import(address);
      try {
        return new ThreadHost({});
      } catch (error) {
        return error.message;
      }
    }, `${built.url}runtime/${runtime}/host.js`);
    assert.match(thrown, REASON);
  });
});
