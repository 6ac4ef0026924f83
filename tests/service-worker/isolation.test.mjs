/**
 * On a server without headers, the service worker isolates the page with one reload at most. If it cannot, the page states
 * why.
 */
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { builtFolder, frameAt, open, run, scratch, serve, state, until } from "./support.mjs";

const folders = scratch();
after(() => folders.dispose());

const COOP = "Cross-Origin-Opener-Policy";
const COEP = "Cross-Origin-Embedder-Policy";
const TWO_THREADS = `import threading
def work():
    print(threading.current_thread().name)
threads = [threading.Thread(target=work, name=name) for name in "ab"]
for thread in threads: thread.start()
for thread in threads: thread.join()
`;
const program = { files: { "main.py": TWO_THREADS }, main: "main.py" };
const LINK = `#code=${deflateRawSync(JSON.stringify(program)).toString("base64url")}`;

const loads = (asked) => asked.filter((path) => /(^|\/)(index\.html)?$/.test(path)).length;
const notice = (page) =>
  page.evaluate(() => [...document.querySelectorAll("#notice li")].map((item) => item.textContent));

/** Opens `path` of a server in a browser, calls `check`, and closes both. */
async function visit(name, { path = "", ...options }, check) {
  const server = await serve(options);
  const browser = await open(name);
  try {
    await check(await browser.page(server.url + path), server, browser);
  } finally {
    await browser.close();
    await server.close();
  }
}

for (const name of ["chromium", "firefox"]) {
  test(`${name}: the playground is isolated after one reload, with the program of its link, and runs threads`, async () => {
    await visit(name, { path: LINK }, async (page, server, browser) => {
      assert.equal(await run(page), "a\nb");
      const found = await page.evaluate(() => [crossOriginIsolated, location.hash, { ...sessionStorage }]);
      assert.deepEqual(found, [true, LINK, {}]);
      assert.equal(loads(server.asked), 2);
      // The next page has its headers immediately.
      await state(await browser.page(server.url), "idle");
      assert.equal(loads(server.asked), 3);
    });
  });

  test(`${name}: a chapter is isolated as it opens, and fetches nothing of the runtime for it`, async () => {
    await visit(name, { path: "tutorial/start.html" }, async (page, server) => {
      await until(page, () => crossOriginIsolated && customElements.get("threading-playground") !== undefined);
      assert.equal(server.asked.filter((path) => path.endsWith("start.html")).length, 2);
      assert.deepEqual(
        server.asked.filter((path) => path.includes("/runtime/")),
        [],
      );
      const [status, tier] = await page.evaluate(async () => {
        const element = document.querySelector("threading-playground");
        return [(await element.run()).status, element.tier];
      });
      assert.deepEqual([status, tier], [0, "page"]);
    });
  });

  const helpless = {
    "that does nothing": "",
    "that adds one of the headers": `addEventListener("fetch", (event) => event.request.mode === "navigate" &&
      event.respondWith(fetch(event.request).then((response) => {
        const headers = new Headers(response.headers);
        headers.set("${COOP}", "same-origin");
        return new Response(response.body, { headers });
      })));`,
  };
  for (const [what, script] of Object.entries(helpless)) {
    test(`${name}: a service worker ${what} costs one reload, and the page names what the server does not send`, async () => {
      const folder = folders.copy();
      writeFileSync(join(folder, "service-worker.js"), script);
      await visit(name, { folder }, async (page, server) => {
        await state(page, "unavailable");
        assert.deepEqual(await notice(page), [`${COOP}: same-origin`, `${COEP}: require-corp`]);
        assert.equal(loads(server.asked), 2);
        assert.equal(await page.evaluate(() => navigator.serviceWorker.controller !== null), true);
        await page.reload();
        await state(page, "unavailable");
        assert.equal(loads(server.asked), 3, "and none the next time");
      });
    });
  }

  test(`${name}: without the service worker's script there is no reload`, async () => {
    const folder = folders.copy();
    rmSync(join(folder, "service-worker.js"));
    await visit(name, { folder, headers: { [COOP]: "same-origin" } }, async (page, server) => {
      await state(page, "unavailable");
      assert.deepEqual(await notice(page), [`${COEP}: require-corp`]);
      assert.equal(loads(server.asked), 1);
    });
  });

  test(`${name}: a copy at a site's root isolates the site, which goes on loading images of others`, async (t) => {
    const base = folders.base;
    folders.link("playground", builtFolder);
    folders.link("service-worker.js", join(builtFolder, "service-worker.js"));
    const elsewhere = await serve();
    // Always closed, because an open server would keep the tests from ending.
    t.after(() => elsewhere.close());
    folders.write(
      "docs.html",
      `<!doctype html><img src="${elsewhere.url}favicon.svg"><script>
        navigator.serviceWorker.register("service-worker.js?coep=credentialless");
        navigator.serviceWorker.ready.then(() => crossOriginIsolated || location.reload());
        if (crossOriginIsolated) document.write('<iframe src="playground/index.html"></iframe>');
      </script>`,
    );
    await visit(name, { folder: base, path: "docs.html" }, async (page) => {
      await until(page, () => crossOriginIsolated && document.images[0]?.naturalWidth > 0 && frames.length > 0);
      const frame = await frameAt(page, "/playground/");
      assert.match(await run(frame), /^Worker/);
      assert.deepEqual(await page.evaluate(() => caches.keys()), [], "and keeps nothing");
    });
  });
}

test("chromium: in a frame of a page that is not isolated, the page isolates itself and runs threads", async () => {
  folders.link("playground", builtFolder);
  folders.write("plain.html", `<!doctype html><iframe src="playground/index.html${LINK}"></iframe>`);
  await visit("chromium", { folder: folders.base, path: "plain.html" }, async (page, server) => {
    const frame = await frameAt(page, "/playground/");
    assert.equal(await run(frame), "a\nb");
    assert.equal(await page.evaluate(() => crossOriginIsolated), false);
    assert.equal(await frame.evaluate(() => crossOriginIsolated), true);
    assert.equal(loads(server.asked), 2);
  });
});

test("firefox: in such a frame it cannot; one reload, and the notice names the server's headers", async () => {
  folders.link("playground", builtFolder);
  folders.write("plain.html", `<!doctype html><iframe src="playground/index.html"></iframe>`);
  await visit("firefox", { folder: folders.base, path: "plain.html" }, async (page, server) => {
    const frame = await frameAt(page, "/playground/");
    await state(frame, "unavailable");
    assert.deepEqual(await notice(frame), [`${COOP}: same-origin`, `${COEP}: require-corp`]);
    assert.equal(loads(server.asked), 2);
  });
});
