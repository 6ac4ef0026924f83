/**
 * A chapter on the real runtime: readable at once, no file of the runtime is fetched before Run, and the layout does not
 * move.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { distFolder } from "../../scripts/lib/paths.mjs";
import { startServer } from "../../scripts/lib/server.mjs";
import { launchBrowser } from "../support/browser.mjs";

const folder = process.env.E2E_FOLDER ?? distFolder();
/** Chromium's own “Slow 4G”: 1.6 Mbit/s down, a round trip of 150 ms. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };

let server;
let browser;
before(async () => {
  server = await startServer({ folder });
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await server.close();
});

function watch() {
  window.shifts = [];
  window.paints = {};
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      window.shifts.push({ value, what: sources.map(({ node }) => node?.outerHTML?.slice(0, 90) ?? "") });
    }
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const { name, entryType, startTime } of list.getEntries()) window.paints[name || entryType] = startTime;
  }).observe({ type: "paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) window.paints.largest = startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
}

/** Opens a chapter in a new browser context, and records the requests. */
async function open(chapter, { network, width = 1280 } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  await context.addInitScript(watch);
  const page = await context.newPage();
  const asked = [];
  const errors = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  if (network) {
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", network);
  }
  await page.goto(`${server.url}tutorial/${chapter}.html`);
  await page.waitForFunction(() => customElements.get("threading-playground"));
  return { page, asked, errors };
}

async function paints(page) {
  await page.waitForFunction(() => window.paints.largest !== undefined);
  return page.evaluate(() => window.paints);
}

/** The fastest of three new visits, because other programs use the machine too. */
async function fastest(options) {
  const visits = [];
  for (let time = 1; time <= 3; time++) {
    const visit = await open("deadlock", options);
    visits.push({ ...visit, ...(await paints(visit.page)) });
  }
  const [best, ...others] = visits.toSorted((a, b) => a.largest - b.largest);
  for (const { page } of others) await page.context().close();
  return best;
}

test("a chapter can be read in under a second, also over a slow connection, and asks for nothing of the runtime", async () => {
  // The first page includes the browser's own start.
  await (await open("start")).page.context().close();
  const near = await fastest({});
  const far = await fastest({ network: SLOW_4G });
  console.log(
    `# readable after ${near.largest.toFixed(0)} ms; over slow 4G after ${far.largest.toFixed(0)} ms;`,
    `${far.asked.length} requests`,
  );
  assert.ok(near.largest < 1_000, `${near.largest} ms`);
  assert.ok(far["first-contentful-paint"] < 2_000, `${far["first-contentful-paint"]} ms over slow 4G`);
  for (const { asked, errors, page } of [near, far]) {
    assert.deepEqual(
      asked.filter((path) => /runtime|wasm|worker|editor-|live-/.test(path)),
      [],
      "nothing that only a run or an edit needs",
    );
    assert.deepEqual(await page.evaluate(() => window.shifts), []);
    assert.deepEqual(errors, []);
    await page.context().close();
  }
});

test("Run brings the runtime with its progress, shows the deadlock, and moves nothing", async () => {
  const { page, asked, errors } = await open("deadlock");
  const root = page.locator("threading-playground").first();
  const part = (name) => root.locator(`[data-part="${name}"]`);
  await page.evaluate(() => {
    window.told = [];
    const { shadowRoot } = document.querySelector("threading-playground");
    const progress = shadowRoot.querySelector('[data-part="progress-text"]');
    new MutationObserver(() => window.told.push(progress.textContent)).observe(progress, { childList: true });
  });
  await part("run").click();
  await root.locator('[data-state="exited"]').waitFor({ timeout: 60_000 });
  await root.locator(".line", { hasText: "dinner is over" }).waitFor();
  assert.equal(await root.locator('[data-part="status"]').getAttribute("data-exit-status"), "0");
  assert.ok(asked.some((path) => /\/runtime\/[0-9a-f]{16}\/interpreter_bg\.wasm$/.test(path)));
  const told = await page.evaluate(() => window.told);
  const percents = told.map((text) => Number(/^(\d+)% · \d+\.\d of \d+\.\d MB$/.exec(text)?.[1]));
  assert.ok(
    percents.some((percent) => percent > 0 && percent < 100),
    told.join(", "),
  );
  const found = await page.evaluate(() => window.shifts);
  assert.deepEqual(found, [], "no layout shift, those after a click counted");
  // Both diners stop at the same line; the link leads to it.
  const places = await root.locator("a.trace").allInnerTexts();
  assert.equal(places.filter((text) => text === '"deadlock.py", line 10').length, 2);
  await root.locator("a.trace").first().click();
  // Waits for the editor.
  await root.locator(".cm-activeLine", { hasText: "if second.acquire(timeout=patience):" }).waitFor();
  assert.deepEqual(errors, []);
  await page.context().close();
});

/** Of the page, and where each example of it stands. */
const heights = (page) =>
  page.evaluate(() => {
    const tops = [...document.querySelectorAll("threading-playground")].map((host) => host.offsetTop);
    return [document.documentElement.scrollHeight, ...tops].join();
  });

for (const width of [390, 1280]) {
  test(`a run's own timeline has all of its lanes in the room of the picture, at ${width} px`, async () => {
    for (const chapter of ["start", "stuck", "semaphore"]) {
      const { page, errors } = await open(chapter, { width });
      const root = page.locator("threading-playground[timeline]").first();
      const before = await heights(page);
      await root.locator('[data-part="run"]').click();
      // One that stands still is not over.
      if (chapter === "stuck")
        await root.locator(".line", { hasText: "in the same order" }).waitFor({ timeout: 60_000 });
      else await root.locator('[data-state="exited"]').waitFor({ timeout: 60_000 });
      await root.locator(".timeline-legend li").first().waitFor();
      const room = await root.evaluate((host) => {
        const find = (selector) => host.shadowRoot.querySelector(selector);
        const [stage, lanes, live] = [".timeline-stage", ".timeline-room", '[data-part="live-timeline"]'].map(find);
        return { lanes: stage.clientHeight - lanes.clientHeight, all: live.clientHeight - live.scrollHeight };
      });
      assert.ok(room.lanes >= 0, `${chapter}: the lanes have ${-room.lanes} px too little`);
      assert.ok(room.all >= 0, `${chapter}: the timeline has ${-room.all} px too little`);
      // Within its room the legend grows with the states that occur.
      assert.equal(await heights(page), before, "the page is as high as it was");
      assert.deepEqual(errors, []);
      await page.context().close();
    }
  });
}

test("where nothing can isolate it, a chapter is read as ever, Run says so, and its author is told why", async () => {
  const bare = await startServer({ folder, headers: {} });
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  const told = page.waitForEvent("console", { predicate: (message) => message.type() === "info" });
  await page.goto(`${bare.url}tutorial/race.html`);
  await page.waitForFunction(() => customElements.get("threading-playground"));
  const root = page.locator("threading-playground").first();
  await root.locator('[data-part="run"]').click();
  await root.locator('[data-state="unavailable"]').waitFor();
  assert.match(await root.locator('[data-part="tier"]').innerText(), /cannot run on this page/);
  assert.equal(await root.locator('[slot="output"]').isVisible(), true);
  assert.match(
    (await told).text(),
    /Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp/,
  );
  await context.close();
  await bare.close();
});
