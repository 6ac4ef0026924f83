/** The tutorial's pages on the fake engine: readable without a script, alive on demand, and nothing moves when they are. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { startServer } from "../../scripts/lib/server.mjs";
import { readChapters } from "../../www/src/tutorial/build/source.mjs";
import { violations } from "../support/axe.mjs";
import { launchBrowser } from "../support/browser.mjs";
import { folder } from "./harness.mjs";

const chapters = readChapters(inRoot("www/tutorial"));
let server;
let browser;
const errors = [];
before(async () => {
  server = await startServer({ folder });
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await server.close();
  assert.deepEqual(errors, [], "errors of the page, its console and its content security policy");
});

/** Every shift counts, those after a click too, which the usual figure leaves out. */
function watchShifts() {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      window.shifts.push({ value, what: sources.map(({ node }) => node?.outerHTML?.slice(0, 90) ?? "") });
    }
  }).observe({ type: "layout-shift", buffered: true });
}

/** Notes each other height that the element has after any change inside of it: a slower machine may draw that very moment. */
function watchHeight(host) {
  const height = () => Math.round(host.getBoundingClientRect().height);
  const usual = height();
  window.heights = [];
  new MutationObserver(() => {
    if (height() !== usual) window.heights.push(`${height()} px instead of ${usual}`);
  }).observe(host.shadowRoot, { subtree: true, childList: true, attributes: true, characterData: true });
}

async function open(name, { scripts = true, ...options } = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    javaScriptEnabled: scripts,
    ...options,
  });
  if (scripts) await context.addInitScript(watchShifts);
  const page = await context.newPage();
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  await page.goto(`${server.url}tutorial/${name}.html`);
  if (scripts) await page.waitForFunction(() => customElements.get("threading-playground"));
  return page;
}

const example = (page, index = 0) => page.locator("threading-playground").nth(index);
const part = (root, name) => root.locator(`[data-part="${name}"]`);
const shown = (root) => part(root, "output").locator(".text").allInnerTexts();
const inState = (root, state) => root.locator(`[data-part="status"][data-state="${state}"]`).waitFor();
const shifts = (page) => page.evaluate(() => window.shifts);

/** Puts a program in the example's place, by the editor. */
async function write(root, program) {
  if (await part(root, "edit").isVisible()) await part(root, "edit").click();
  const content = root.locator(".cm-content");
  await content.press("Control+a");
  await content.evaluate((target, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, program);
}

test("every chapter can be read without a script: prose, code, output, the way on; and none sticks out", async () => {
  const page = await open("index", { scripts: false });
  for (const { slug, title, examples, number } of chapters) {
    await page.goto(`${server.url}tutorial/${slug}.html`);
    assert.equal(await page.locator("h1").innerText(), title);
    assert.equal(await page.locator(".chapters .wide [aria-current]").innerText(), title);
    for (const [index, { code, recorded, hasTimeline }] of examples.entries()) {
      const root = example(page, index);
      assert.equal(await root.locator("code").textContent(), code);
      assert.equal(await root.locator('[slot="output"]').textContent(), recorded);
      assert.equal(await part(root, "run").count(), 0, "a button that can do nothing is not there");
      assert.equal(await root.locator(".thread-picture svg:visible").count(), hasTimeline ? 1 : 0);
    }
    assert.equal(await page.locator(".turn a").count(), number === 1 || number === chapters.length ? 1 : 2);
    const links = await page
      .locator("article a[href]")
      .evaluateAll((all) => all.map((a) => a.getAttribute("href")).filter((href) => /^[\w-]+\.html$/.test(href)));
    for (const width of [360, 390, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const scrollWidth = await page.locator("html").evaluate((html) => html.scrollWidth);
      assert.ok(scrollWidth <= width, `${slug} is ${scrollWidth} px wide at ${width}`);
    }
    for (const href of links)
      assert.ok(
        chapters.some((chapter) => href === `${chapter.slug}.html`),
        `${slug}: ${href}`,
      );
  }
});

for (const width of [360, 1280]) {
  test(`Run and Edit move nothing on the page, at ${width} px`, async () => {
    const page = await open("race", { viewport: { width, height: 900 } });
    const root = example(page);
    await part(root, "run").scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => document.documentElement.scrollHeight);
    await root.evaluate(watchHeight);
    await part(root, "run").click();
    await inState(root, "exited");
    await root.locator(".line").nth(4).waitFor();
    assert.equal(await part(root, "recorded").isVisible(), false);
    await part(root, "edit").click();
    await root.locator(".cm-content").waitFor();
    await part(root, "clear").click();
    await part(root, "recorded").waitFor();
    const found = await shifts(page);
    const sum = found.reduce((total, { value }) => total + value, 0);
    assert.ok(sum < 0.005, JSON.stringify(found));
    assert.deepEqual(await page.evaluate(() => window.heights), [], "nor in between, where no frame was drawn");
    assert.equal(await page.evaluate(() => document.documentElement.scrollHeight), before);
    console.log(`# layout shift at ${width} px, clicks counted: ${sum.toFixed(4)}`);
  });
}

test("the lines of the code are where the editor has them", async () => {
  const page = await open("start");
  const root = example(page);
  const place = (selector) =>
    root.locator(selector).evaluate((element) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) =>
        node.data.includes("greet") ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP,
      );
      const range = document.createRange();
      range.selectNodeContents(walker.nextNode());
      const { left, top } = range.getBoundingClientRect();
      return { left, top };
    });
  const height = () => part(root, "code").evaluate((pane) => pane.getBoundingClientRect().height);
  const heightBefore = await height();
  const before = await place("code");
  await part(root, "edit").click();
  await root.locator(".cm-content").waitFor();
  const after = await place(".cm-content");
  assert.ok(Math.abs(heightBefore - (await height())) < 1);
  for (const side of ["left", "top"]) {
    assert.ok(Math.abs(before[side] - after[side]) < 1, `${side}: ${before[side]} became ${after[side]}`);
  }
});

test("a click into the code edits there; Ctrl+Enter runs what was written; Reset brings it back", async () => {
  const page = await open("start");
  const root = example(page);
  const row = root.locator(".row").nth(3);
  await row.click({ position: { x: 60, y: 8 } });
  await root.locator(".cm-focused").waitFor();
  await page.keyboard.type("X");
  assert.match(await root.locator(".cm-line").nth(3).innerText(), /X/);
  await part(root, "edited").waitFor();
  await write(root, '# fake: out T "mine <module>\\n"');
  await page.keyboard.press("Control+Enter");
  await root.locator(".line").waitFor();
  assert.deepEqual(await shown(root), ["mine <module>"]);
  await part(root, "reset").click();
  assert.match(await root.locator(".cm-content").innerText(), /^import threading/);
});

test("one example runs at a time: another one's Run ends the first", async () => {
  const page = await open("race");
  const [first, second] = [example(page, 0), example(page, 1)];
  await write(first, "# fake: deaf");
  await part(first, "run").click();
  await inState(first, "running");
  await part(second, "run").click();
  await inState(second, "exited");
  await second.locator(".line").nth(4).waitFor();
  assert.equal((await shown(second)).length, 5);
  await inState(first, "exited");
  assert.equal(await part(first, "status").getAttribute("data-reason"), "killed", "and says so still");
  assert.equal(await part(first, "stop").getAttribute("aria-disabled"), "true");
});

test("input(), Stop, a traceback's link", async () => {
  const page = await open("join");
  const root = example(page);
  await write(root, '# fake: err M "  File \\"join.py\\", line 2, in <module>\\n"\n# fake: input\n# fake: hang');
  await part(root, "run").click();
  await part(root, "input").fill("Ada");
  await page.keyboard.press("Enter");
  await root.locator(".line", { hasText: "got" }).waitFor();
  await part(root, "stop").click();
  await inState(root, "exited");
  await root.locator("a.trace").click();
  await root.locator(".cm-activeLine", { hasText: "# fake: input" }).waitFor();
});

test("loading says how far it is, in percent and bytes, and can be called off", async () => {
  const held = await open("start");
  await held.goto(`${server.url}tutorial/start.html?load=held`);
  await held.waitForFunction(() => customElements.get("threading-playground"));
  const root = example(held);
  await part(root, "run").click();
  await part(root, "progress-text").waitFor();
  assert.equal(await part(root, "progress-text").innerText(), "36% · 3.1 of 8.5 MB");
  await part(root, "stop").click();
  await held.evaluate(() => document.dispatchEvent(new Event("fake-load")));
  await inState(root, "idle");
  assert.deepEqual(await shown(root), []);
});

test("a runtime that does not load says so, and Try again loads it", async () => {
  const page = await open("start");
  await page.goto(`${server.url}tutorial/start.html?load=fail`);
  await page.waitForFunction(() => customElements.get("threading-playground"));
  const root = example(page);
  await part(root, "run").click();
  await inState(root, "failed");
  assert.match(await part(root, "status-detail").innerText(), /could not be fetched \(404\)/);
  await part(root, "retry").click();
  await inState(root, "idle");
  await part(root, "run").click();
  await inState(root, "exited");
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing, before, while and after a run, ${colorScheme}`, async () => {
    const page = await open("condition", { colorScheme });
    assert.deepEqual(await violations(page), []);
    const root = example(page);
    await write(root, '# fake: out A "a\\n"\n# fake: err B "b\\n"\n# fake: input');
    await part(root, "run").click();
    await part(root, "input-row").waitFor();
    assert.deepEqual(await violations(page), []);
    await part(root, "stop").click();
    await inState(root, "exited");
    assert.deepEqual(await violations(page), []);
  });
}

test("axe finds nothing in any chapter, narrow, with the list open", async () => {
  const page = await open("index", { viewport: { width: 390, height: 844 } });
  for (const slug of ["index", "python2", "deadlock", "free"]) {
    await page.goto(`${server.url}tutorial/${slug}.html`);
    await page.locator(".narrow summary").click();
    assert.deepEqual(await violations(page), [], slug);
  }
});

test("by keyboard: skip to the chapter, run, stop, on to the next", async () => {
  const page = await open("start");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  for (let count = 0; count < 12; count++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.shadowRoot?.activeElement?.dataset.part === "run")) break;
  }
  await page.keyboard.press("Enter");
  await inState(example(page), "exited");
  await page.locator('.turn a[rel="next"]').focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Passing arguments" }).waitFor();
});

test("the timeline of a run has the room of the picture, and gives it back", async () => {
  for (const width of [390, 1280]) {
    const page = await open("race", { viewport: { width, height: 900 } });
    const root = example(page);
    const picture = root.locator(`.thread-picture .${width < 640 ? "narrow" : "wide"} svg`);
    await picture.waitFor();
    const height = () => part(root, "timeline").evaluate((room) => room.getBoundingClientRect().height);
    const before = await height();
    await part(root, "run").click();
    await inState(root, "exited");
    await root.locator(".timeline canvas").waitFor();
    assert.equal(await picture.isVisible(), false);
    assert.equal(await height(), before);
    await part(root, "clear").click();
    await picture.waitFor();
    assert.equal(await part(root, "live-timeline").isVisible(), false);
    assert.equal(await height(), before);
  }
});

test("in print an example has its picture, on white", async () => {
  const page = await open("race", { colorScheme: "dark" });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const picture = example(page).locator(".thread-picture .wide svg");
  await picture.waitFor();
  const ground = await picture
    .locator("> rect, > path")
    .first()
    .evaluate((shape) => getComputedStyle(shape).fill);
  assert.equal(ground, "rgb(255, 255, 255)");
});

test("the search: / focuses it, its index comes then, the arrows choose, Enter opens, Escape closes", async () => {
  const page = await open("start");
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  const panel = page.locator(".search-panel");
  const input = page.getByRole("searchbox", { name: "Search the tutorial" });
  assert.deepEqual(asked, [], "nothing before the reader turns to it");
  await page.keyboard.press("/");
  assert.equal(await input.evaluate((field) => field === document.activeElement), true);
  assert.equal(await input.inputValue(), "");
  await page.keyboard.type("join with timeout");
  await panel.locator("a").first().waitFor();
  assert.ok(asked.length > 0);
  const told = page.locator('.search [role="status"]');
  assert.match(await told.innerText(), /^\d+ results? for “join with timeout”$/);
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("ArrowDown");
  const focused = () => page.evaluate(() => document.activeElement.getAttribute("href"));
  const first = await panel.locator("a").first().getAttribute("href");
  assert.equal(await focused(), first);
  await page.keyboard.press("ArrowUp");
  assert.equal(await input.evaluate((field) => field === document.activeElement), true);
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "hidden" });
  await page.keyboard.press("Escape");
  assert.equal(await input.inputValue(), "");
  await page.keyboard.type("xylophone");
  await panel.getByText("No results for “xylophone”").waitFor();
  await input.fill("thread-local data");
  await panel.locator("a", { hasText: "Thread-local data" }).first().waitFor();
  assert.deepEqual(await shifts(page), []);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Thread-local data", level: 1 }).waitFor();
});

test("a / that is typed into an editor stays there", async () => {
  const page = await open("start");
  const root = example(page);
  await part(root, "edit").click();
  await root.locator(".cm-focused").waitFor();
  await page.keyboard.type("/");
  assert.equal(await page.evaluate(() => document.activeElement.localName), "threading-playground");
  assert.match(await root.locator(".cm-content").innerText(), /\//);
});

test("the search fits on a narrow page, and says so where its index cannot be fetched", async () => {
  const page = await open("start", { viewport: { width: 390, height: 844 } });
  await page.route(/assets\/(search|virtual)/, (route) => route.abort());
  await page.getByRole("searchbox").fill("daemon");
  await page.locator(".search-panel").getByText("The search could not be loaded.").waitFor();
  await page.unroute(/assets\/(search|virtual)/);
  errors.splice(0).forEach((text) => {
    assert.match(text, /Failed to (load resource|fetch)/);
  });
  const { x, width } = await page.locator(".search-panel").boundingBox();
  assert.ok(x >= 0 && x + width <= 390, `${x} + ${width}`);
});

test("an example opens in the playground as it is, and does not run there", async () => {
  const page = await open("start");
  const code = chapters[0].examples[0].code;
  const opening = page.waitForEvent("popup");
  await part(example(page), "open").click();
  const playground = await opening;
  await playground.locator("#editor .cm-content").waitFor();
  const lines = playground.locator("#editor .cm-line");
  const text = await lines.evaluateAll((all) => all.map((line) => line.textContent));
  assert.equal(text.join("\n"), code.replace(/\n$/, ""));
  assert.equal(await playground.locator("#output .line").count(), 0);
});
