/** Everything that was opened once works without a network, in the newest build that the browser has loaded. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { ISOLATION_HEADERS } from "../../scripts/lib/server.mjs";
import { kept, keptNames, open, rename, run, runtimeHash, scratch, serve, state, until } from "./support.mjs";

const folders = scratch();
after(() => folders.dispose());

const HOSTS = { "a server without headers": {}, "a server with the headers": ISOLATION_HEADERS };
const isReady = () => crossOriginIsolated && customElements.get("threading-playground") !== undefined;

/** Runs a chapter's first example. Returns the lines that it prints, whose order may vary on a busy machine. */
async function runExample(page) {
  await until(page, isReady);
  const output = await page.evaluate(async () => (await document.querySelector("threading-playground").run()).output);
  return output.trimEnd().split("\n").sort();
}

/** Types a program into the editor like a reader. */
async function type(page, code) {
  await until(page, () => document.querySelector("#editor .cm-content")?.isContentEditable);
  await page.evaluate(() => document.querySelector("#editor .cm-content").focus());
  await page.keyboard.down("Control");
  await page.keyboard.press("a");
  await page.keyboard.up("Control");
  await page.keyboard.type(code);
}

for (const name of ["chromium", "firefox"]) {
  for (const [host, headers] of Object.entries(HOSTS)) {
    test(`${name}, ${host}: the playground's second visit needs no network`, async () => {
      const server = await serve({ headers });
      const browser = await open(name);
      const first = await browser.page(server.url);
      const printed = await run(first);
      await kept(first);
      await first.close();
      await server.close();
      const second = await browser.page(server.url);
      assert.equal(await run(second), printed);
      await type(second, "print(6 * 7)");
      await second.evaluate(() => document.querySelector("#run").click());
      await until(second, () => document.querySelector("#output .line .text")?.textContent === "42");
      await state(second, "exited");
      await browser.close();
    });
  }

  test(`${name}: a chapter that was run can be read and run without a network`, async () => {
    const server = await serve();
    const browser = await open(name);
    const first = await browser.page(`${server.url}tutorial/start.html`);
    const printed = await runExample(first);
    assert.ok(printed.length > 1);
    await kept(first);
    await first.close();
    await server.close();
    assert.deepEqual(await runExample(await browser.page(`${server.url}tutorial/start.html`)), printed);
    await browser.close();
  });
}

test("a chapter that is only read brings nothing of the runtime, by the worker neither", async () => {
  for (const headers of Object.values(HOSTS)) {
    const server = await serve({ headers });
    const browser = await open("chromium");
    const page = await browser.page(`${server.url}tutorial/start.html`);
    await until(page, isReady);
    const names = await kept(page, { runtime: false });
    // The worker controls a second page from the start.
    const next = await browser.page(`${server.url}tutorial/race.html`);
    await until(next, isReady);
    await kept(next, { runtime: false });
    assert.deepEqual(
      [...server.asked, ...names].filter((path) => path.includes("/runtime/")),
      [],
    );
    assert.ok(names.some((path) => path.endsWith("/tutorial/start.html")));
    await browser.close();
    await server.close();
  }
});

test("a new build takes the old one's place, and a page kept of the old one stays whole", async () => {
  const old = folders.copy();
  const folder = folders.link("current", old);
  const server = await serve({ folder });
  const browser = await open("chromium");
  const chapter = await browser.page(`${server.url}tutorial/race.html`);
  await until(chapter, isReady);
  await kept(chapter, { runtime: false });
  await chapter.close();
  const first = await browser.page(server.url);
  await run(first);
  const before = await kept(first);

  const newer = folders.copy();
  const hash = rename(newer);
  folders.link("current", newer);
  const second = await browser.page(server.url);
  await run(second);
  // The old build's worker still handles requests, and keeps the new build's files too.
  await until(second, (given) => caches.match(`runtime/${given}/interpreter_bg.wasm`), hash);
  await until(second, async () => (await navigator.serviceWorker.ready).waiting !== null);
  const both = await keptNames(second);
  assert.deepEqual(
    before.filter((path) => !both.includes(path)),
    [],
    "nothing goes while a page of the old build is open",
  );
  await first.close();
  await second.close();

  const third = await browser.page(server.url);
  await until(
    third,
    async () => (await caches.match("examples/index.json")) && !(await navigator.serviceWorker.ready).waiting,
  );
  await until(third, async (given) => !(await caches.match(`runtime/${given}/interpreter_bg.wasm`)), runtimeHash());
  await run(third);
  const now = await kept(third, { hash });
  const gone = before.filter((path) => !now.includes(path));
  const stays = before.filter((path) => now.includes(path));
  const script = (name) => (path) => new RegExp(`/assets/${name}-.{8}\\.js$`).test(path);
  assert.ok(gone.some(script("index")), "the old playground's own script");
  assert.ok(stays.some(script("main")), "and not the chapter's");
  await third.close();

  await server.close();
  const last = await browser.page(server.url);
  await run(last);
  const read = await browser.page(`${server.url}tutorial/race.html`);
  await until(read, isReady);
  await browser.close();
});

test("where the browser gives no room, the page works as ever", async () => {
  const server = await serve({ headers: ISOLATION_HEADERS });
  const browser = await open("chromium");
  const page = await browser.page();
  const session = await page.context().newCDPSession(page);
  const origin = new URL(server.url).origin;
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 2_000_000 });
  await page.goto(server.url);
  const printed = await run(page);
  await until(page, () => caches.match("index.html"));
  const next = await browser.page(server.url);
  assert.equal(await run(next), printed);
  assert.deepEqual(
    (await keptNames(next)).filter((path) => path.endsWith(".wasm")),
    [],
  );
  await browser.close();
  await server.close();
});
