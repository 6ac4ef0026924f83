/** Where programs run: the four tiers, in Chromium and in Firefox, with the messages to the reader and the author. */
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { launchBrowser as launchEither } from "../../scripts/lib/browser.mjs";
import { ISOLATION_HEADERS, startServer } from "../../scripts/lib/server.mjs";
import { launchBrowser } from "../support/browser.mjs";
import { block, docsFolder, example, inState, page, part } from "./harness.mjs";

const CODE = `import threading
thread = threading.Thread(target=print, args=("from a thread",))
thread.start()
thread.join()
`;
const COEP = "Cross-Origin-Embedder-Policy";
const FRAME_HEADERS = { "Document-Isolation-Policy": "isolate-and-require-corp" };

let folder;
before(() => {
  folder = docsFolder({ "index.html": page(example(CODE, { output: "recorded line\n" })) });
});
after(() => rmSync(folder, { recursive: true }));

/** Like `startServer`, with headers by path, because docs pages and the built folder need different ones. */
const serve = (headers) => startServer({ folder, headers });
const isOurs = (path) => path.startsWith("/threading-playground/");

/** Runs in the page: runs the page's only element. Returns the result of the promise, and the messages. */
function tryIt() {
  const element = document.querySelector("threading-playground");
  const told = new Promise((resolve) => {
    element.addEventListener("threading-playground-tier", ({ detail }) => resolve(detail), { once: true });
  });
  const run = element.run().then(
    ({ status, output }) => ({ status, output }),
    ({ code }) => ({ code }),
  );
  return Promise.all([run, told]).then(([outcome, { tier, advice }]) => {
    const inside = element.shadowRoot;
    return {
      outcome,
      tier,
      advice,
      property: element.tier,
      caption: inside.querySelector('[data-part="caption"]').textContent,
      sentence: inside.querySelector('[data-part="tier"]').textContent,
      recorded: inside.querySelector('[data-part="recorded"]').getBoundingClientRect().height > 0,
      run: inside.querySelector('[data-part="run"]').getBoundingClientRect().height > 0,
    };
  });
}

const RAN = { status: 0, output: "from a thread\n" };

describe("Chromium", () => {
  let browser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  async function open(headers, options = {}) {
    const server = await serve(headers);
    const context = await browser.newContext(options);
    const opened = await context.newPage();
    const errors = [];
    opened.on("pageerror", (error) => errors.push(String(error)));
    await opened.goto(server.url);
    await opened.waitForFunction(() => customElements.get("threading-playground"));
    return {
      opened,
      errors,
      close: async () => {
        await context.close();
        await server.close();
      },
    };
  }

  test("page: an isolated page runs programs itself, and nobody needs to be told more", async () => {
    const { opened, errors, close } = await open(ISOLATION_HEADERS);
    const { outcome, tier, property, advice, sentence, caption } = await opened.evaluate(tryIt);
    assert.deepEqual([outcome, tier, property, advice, sentence], [RAN, "page", "page", "", ""]);
    assert.equal(caption, "Output · in this page");
    assert.equal(await opened.locator("iframe").count(), 0);
    assert.deepEqual(errors, []);
    await close();
  });

  test("frame, where no header is sent at all: by the service worker, and again on the next visit", async () => {
    const { opened, errors, close } = await open({});
    for (let visit = 1; visit <= 2; visit++) {
      const { outcome, tier, advice, sentence, caption } = await opened.evaluate(tryIt);
      assert.deepEqual([outcome, tier, sentence], [RAN, "frame", ""]);
      assert.equal(caption, "Output · in an isolated frame");
      assert.match(advice, /hidden frame, which works in Chromium alone/);
      assert.equal(await opened.evaluate(() => crossOriginIsolated), false);
      await opened.reload();
      await opened.waitForFunction(() => customElements.get("threading-playground"));
    }
    assert.deepEqual(errors, []);
    await close();
  });

  test("frame, by the server's header; input, Stop and a flood go through it, and nothing is left of it", async () => {
    const headers = (path) =>
      path.endsWith("/frame.html") ? FRAME_HEADERS : isOurs(path) ? { [COEP]: "require-corp" } : {};
    const { opened, errors, close } = await open(headers, { serviceWorkers: "block" });
    assert.equal((await opened.evaluate(tryIt)).tier, "frame");
    const root = block(opened);
    const result = opened.evaluate(() => {
      const element = document.querySelector("threading-playground");
      element.code = "for n in range(20000):\n    print(n)\nprint(input())\nwhile True:\n    pass\n";
      element.addEventListener("threading-playground-input", () => element.sendInput("typed\n"), { once: true });
      element.addEventListener("threading-playground-output", ({ detail }) => {
        if (detail.records.some(({ text }) => text.includes("typed"))) element.stop();
      });
      return element.run();
    });
    const { output, status } = await result;
    const expected = [...Array(20_000).keys(), "typed"].map((line) => `${line}\n`).join("");
    assert.ok(output.startsWith(expected), "every line, in its order, and the answer after them");
    assert.equal(status, 130);
    await inState(root, "exited");
    await opened.evaluate(() => document.querySelector("threading-playground").remove());
    await opened.locator("iframe").waitFor({ state: "detached" });
    while (opened.workers().length > 0) await opened.workers()[0].waitForEvent("close");
    assert.deepEqual(errors, []);
    await close();
  });

  test("link, where no frame can be isolated but the playground can: it opens filled, and does not run", async () => {
    const headers = (path) => (isOurs(path) ? ISOLATION_HEADERS : {});
    const { opened, errors, close } = await open(headers, { serviceWorkers: "block" });
    const { outcome, tier, sentence, advice, recorded, run } = await opened.evaluate(tryIt);
    assert.deepEqual([outcome, tier], [{ code: "unavailable" }, "link"]);
    assert.match(sentence, /Open the program in the playground, in a tab of its own/);
    assert.match(advice, /Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp/);
    assert.deepEqual([recorded, run], [true, false], "the recorded output stays, and Run makes way for the link");
    const opening = opened.waitForEvent("popup");
    await part(block(opened), "open").click();
    const playground = await opening;
    await playground.locator('#status[data-state="idle"]').waitFor();
    assert.equal(await playground.locator("#output .line").count(), 0, "it has not run");
    await playground.locator("#run").click();
    await playground.locator("#output .line", { hasText: "from a thread" }).waitFor();
    assert.deepEqual(errors, []);
    await close();
  });

  test("recorded, where nothing helps: the output as it was recorded, and why", async () => {
    const { opened, errors, close } = await open({}, { serviceWorkers: "block" });
    const { outcome, tier, sentence, advice, recorded } = await opened.evaluate(tryIt);
    assert.deepEqual([outcome, tier, recorded], [{ code: "unavailable" }, "recorded", true]);
    assert.match(sentence, /What the program prints is recorded here/);
    assert.match(advice, /Cross-Origin-Opener-Policy is missing/);
    await inState(block(opened), "unavailable");
    assert.deepEqual(errors, []);
    await close();
  });

  test("the script tag's data-service-worker isolates the whole site, by a copy of the worker at its root", async () => {
    const { cpSync, writeFileSync } = await import("node:fs");
    const { join } = await import("node:path");
    cpSync(join(folder, "threading-playground", "service-worker.js"), join(folder, "service-worker.js"));
    const head =
      '<script type="module" src="threading-playground/threading-playground.js" data-service-worker="service-worker.js?coep=credentialless"></script>';
    writeFileSync(join(folder, "isolated.html"), page(example(CODE), { head }));
    const { opened, errors, close } = await open({});
    await opened.goto(new URL("isolated.html", opened.url()).href);
    await opened.waitForFunction(() => crossOriginIsolated && customElements.get("threading-playground"));
    const { outcome, tier } = await opened.evaluate(tryIt);
    assert.deepEqual([outcome, tier], [RAN, "page"]);
    assert.deepEqual(errors, []);
    await close();
  });
});

describe("Firefox", () => {
  let browser;
  before(async () => {
    browser = await launchEither("firefox");
  });
  after(() => browser.close());

  async function open(headers, from = browser) {
    const server = await serve(headers);
    const opened = await from.newPage();
    await opened.goto(server.url);
    await opened.waitForFunction(() => customElements.get("threading-playground"));
    return {
      opened,
      close: async () => {
        await opened.close();
        await server.close();
      },
    };
  }

  test("page: an isolated page runs programs itself", async () => {
    const { opened, close } = await open(ISOLATION_HEADERS);
    const { outcome, tier } = await opened.evaluate(tryIt);
    assert.deepEqual([outcome, tier], [RAN, "page"]);
    await close();
  });

  test("without headers the button says that it opens the playground before it is pressed, and has the program in it", async () => {
    const { opened, close } = await open({});
    const shown = await opened.evaluate(async () => {
      const root = document.querySelector("threading-playground").shadowRoot;
      const [run, link] = ["run", "open"].map((name) => root.querySelector(`[data-part="${name}"]`));
      if (!("ready" in link.dataset)) {
        await new Promise((resolve) => {
          new MutationObserver(resolve).observe(link, { attributes: true, attributeFilter: ["data-ready"] });
        });
      }
      const tier = document.querySelector("threading-playground").tier ?? "not looked for";
      return { run: run.checkVisibility(), link: link.checkVisibility(), text: link.innerText, href: link.href, tier };
    });
    assert.deepEqual([shown.run, shown.link, shown.tier], [false, true, "not looked for"]);
    assert.match(shown.text, /Open in the playground/);
    const playground = await browser.newPage();
    await playground.goto(shown.href);
    await playground.waitForFunction(() =>
      document.querySelector(".cm-content")?.textContent.includes("from a thread"),
    );
    await playground.close();
    await close();
  });

  test("frame: Firefox does not isolate one, so it is the link; the playground it leads to is, by the service worker", async () => {
    const { opened, close } = await open({});
    const { outcome, tier, sentence, recorded } = await opened.evaluate(tryIt);
    assert.deepEqual([outcome, tier, recorded], [{ code: "unavailable" }, "link", true]);
    assert.match(sentence, /in a tab of its own/);
    const href = await opened.evaluate(async () => {
      const link = document.querySelector("threading-playground").shadowRoot.querySelector('[data-part="open"]');
      if (!("ready" in link.dataset)) {
        await new Promise((resolve) => {
          new MutationObserver(resolve).observe(link, { attributes: true, attributeFilter: ["data-ready"] });
        });
      }
      return link.href;
    });
    const playground = await browser.newPage();
    await playground.goto(href);
    await playground.waitForFunction(() => document.querySelector('#status[data-state="idle"]'), { timeout: 60_000 });
    assert.equal(await playground.evaluate(() => document.querySelectorAll("#output .line").length), 0);
    await playground.evaluate(() => document.querySelector("#run").click());
    await playground.waitForFunction(() =>
      document.querySelector("#output .line")?.textContent.includes("from a thread"),
    );
    await playground.close();
    await close();
  });

  test("recorded, where there are no service workers either", async () => {
    const without = await launchEither("firefox", { firefoxPrefs: { "dom.serviceWorkers.enabled": false } });
    const { opened, close } = await open({}, without);
    const { outcome, tier, recorded, sentence } = await opened.evaluate(tryIt);
    assert.deepEqual([outcome, tier, recorded], [{ code: "unavailable" }, "recorded", true]);
    assert.match(sentence, /What the program prints is recorded here/);
    await close();
    await without.close();
  });
});
