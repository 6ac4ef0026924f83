/** The timeline alone, in a page of its own: what it draws, by pointer and by keys, as a table, for axe, in print, at speed. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { startServer } from "../../scripts/lib/server.mjs";
import { violations } from "../support/axe.mjs";
import { launchBrowser } from "../support/browser.mjs";
import { buildDemo } from "./timeline/build.mjs";

let server;
let browser;
let errors;

before(async () => {
  server = await startServer({ folder: await buildDemo() });
  browser = await launchBrowser();
});
beforeEach(() => {
  errors = [];
});
after(async () => {
  await browser.close();
  await server.close();
});

async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 700 }, ...options });
  const page = await context.newPage();
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  await page.goto(server.url);
  await page.locator("[data-ready]").waitFor({ state: "attached" });
  return page;
}

/** The bank's run, over: `[data-drawn]` says that it is drawn. */
async function openBank(options) {
  const page = await open(options);
  await page.evaluate(() => {
    const { timeline, runs } = window;
    timeline.reset("bank.py");
    timeline.addOutput(runs.bankOutput());
    timeline.add(runs.bank());
    timeline.end(runs.result({ summary: { coresUsed: 1.84, threads: [], longestWaits: [], events: 31, lost: 0 } }));
  });
  await page.getByText("Waiting for input").first().waitFor();
  return page;
}

const canvas = (page) => page.locator("canvas");
const told = (page) => page.locator('[data-part="told"]');
/** The point of a moment of a lane: 42 ms fill the plot. */
async function pointOf(page, lane, atMs) {
  const { width } = await canvas(page).boundingBox();
  const namesWidth = await page.evaluate(() => {
    const context = document.querySelector("canvas").getContext("2d");
    context.font = `600 12px ${getComputedStyle(document.querySelector(".timeline")).fontFamily}`;
    return Math.round(Math.max(context.measureText("MainThread").width + 28, 72));
  });
  return { x: namesWidth + (atMs / 42) * (width - namesWidth - 12), y: 26 + lane * 28 + 14 };
}

async function hover(page, lane, atMs) {
  await canvas(page).hover({ position: await pointOf(page, lane, atMs) });
  return page.locator('[data-part="tip"]:not([hidden])').innerText();
}

test("nothing is drawn before there is a run, and it says so", async () => {
  const page = await open();
  await page.getByText("Run a program to see what its threads do.").waitFor();
  assert.equal(await page.locator(".timeline-foot").isVisible(), false);
  assert.deepEqual(errors, []);
});

test("a run that is over: the states that occur in the legend, and what there is to say of it", async () => {
  const page = await openBank();
  assert.deepEqual(await page.locator(".timeline-legend li").allInnerTexts(), [
    "Running",
    "Waiting for a lock",
    "Waiting on a queue or event",
    "Waiting for another thread",
    "Sleeping",
    "Waiting for input",
    "Starting",
    "Holding a lock",
    "Lock handed over",
    "Output",
  ]);
  assert.equal(await page.locator(".timeline-note").innerText(), "4 threads · 1.8 cores busy on average · 31 events");
  assert.ok(Number(await canvas(page).getAttribute("data-drawn")) > 20);
  assert.deepEqual(errors, []);
});

test("hover says what a thread did, for how long, on what, and who had it", async () => {
  const page = await openBank();
  const text = await hover(page, 2, 14);
  assert.deepEqual(text.split("\n").filter(Boolean), [
    "auditor waiting for a lock",
    "10.0 ms, from 9.0 ms",
    "Lock.acquire on vault, held by teller since bank.py:11",
    "at bank.py:21",
  ]);
  assert.match(await hover(page, 2, 22), /Output: checked <100>/);
  await page.mouse.move(5, 600);
  await page.locator('[data-part="tip"]').waitFor({ state: "hidden" });
});

test("a click picks the moment: its line, its output, and the cursor goes there", async () => {
  const page = await openBank();
  await canvas(page).click({ position: await pointOf(page, 2, 14) });
  await canvas(page).click({ position: await pointOf(page, 2, 22) });
  const { picked, times } = await page.evaluate(() => ({ picked: window.picked, times: window.times }));
  assert.deepEqual(
    picked.map(({ thread, file, line, output }) => [thread, file, line, output]),
    [
      [3, "/home/user/bank.py", 21, undefined],
      [3, "/home/user/bank.py", 21, 2],
    ],
  );
  assert.ok(Math.abs(picked[0].atMs - 14) < 0.2);
  assert.deepEqual(
    times,
    picked.map(({ atMs }) => atMs),
  );
  assert.match(await page.locator(".timeline-clock").innerText(), /^2[12]\.\d ms$/);
  await page.getByRole("button", { name: "To the end" }).click();
  assert.equal(await page.evaluate(() => window.times.at(-1)), null);
});

test("by keys: threads, states, Enter, zoom, moving", async () => {
  const page = await openBank();
  await canvas(page).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.match(await told(page).innerText(), /^auditor: Running since 5\.5 ms/);
  await page.keyboard.press("Shift+ArrowRight");
  assert.equal(
    await told(page).innerText(),
    "auditor: Waiting for a lock since 9.0 ms, 10.0 ms; Lock.acquire on vault; held by teller since bank.py:11; bank.py:21",
  );
  await page.keyboard.press("Enter");
  assert.deepEqual(await page.evaluate(() => window.picked), [
    { thread: 3, atMs: 9, file: "/home/user/bank.py", line: 21 },
  ]);
  const fit = page.getByRole("button", { name: "Fit" });
  assert.equal(await fit.getAttribute("aria-disabled"), "true");
  await page.keyboard.press("+");
  await page.locator('[data-part="fit"][aria-disabled="false"]').waitFor();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("0");
  await page.locator('[data-part="fit"][aria-disabled="true"]').waitFor();
  await page.keyboard.press("ArrowUp");
  assert.match(await told(page).innerText(), /^teller: Running/);
});

test("the wheel with Ctrl zooms about the pointer, a drag moves, and a plain wheel is the page's", async () => {
  const page = await openBank();
  const table = page.getByRole("button", { name: "As a table" });
  await table.click();
  const rows = page.locator("tbody tr");
  assert.equal(await rows.count(), 21);
  const { x, y } = await canvas(page).boundingBox();
  const at = await pointOf(page, 1, 36);
  await page.mouse.move(x + at.x, y + at.y);
  await page.mouse.wheel(0, -300);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -400);
  await page.keyboard.up("Control");
  await page.getByText("of the time shown").waitFor();
  const late = await rows.count();
  assert.ok(late < 21, `${late} rows`);
  const first = await rows.first().innerText();
  await page.mouse.move(x + 300, y + at.y);
  await page.mouse.down();
  await page.mouse.move(x + 1100, y + at.y, { steps: 4 });
  await page.mouse.up();
  await page.waitForFunction((before) => document.querySelector("tbody tr").innerText !== before, first);
  assert.deepEqual(await page.evaluate(() => window.picked), [], "a drag picks nothing");
});

test("the table says what the picture shows", async () => {
  const page = await openBank();
  await page.getByRole("button", { name: "As a table" }).click();
  assert.equal(await page.locator("caption").innerText(), "Every state of the run: 21 rows.");
  const row = page.locator("tbody tr", { hasText: "Waiting for a lock" });
  assert.deepEqual(await row.locator("th, td").allInnerTexts(), [
    "9.000 ms",
    "auditor",
    "Waiting for a lock",
    "10.0 ms",
    "Lock.acquire on vault",
    "teller since bank.py:11",
    "bank.py:21",
  ]);
});

test("of a huge run the table has the first rows and says so", async () => {
  const page = await open();
  await page.evaluate(() => {
    window.timeline.add(window.runs.many(50_000));
    window.timeline.end(window.runs.result());
  });
  await page.getByRole("button", { name: "As a table" }).click();
  await page.getByText(/The first 500 of the \d+ states of the run\. Zoom in to have the others\./).waitFor();
  assert.equal(await page.locator("tbody tr").count(), 500);
});

test("replay: the slider moves the cursor and tells, Play goes on to the end", async () => {
  const page = await openBank();
  const slider = page.getByRole("slider", { name: "Moment" });
  await slider.fill("500");
  assert.equal(await page.evaluate(() => window.times.at(-1)), 21);
  assert.equal(await slider.getAttribute("aria-valuetext"), "21.0 ms");
  const play = page.locator('[data-part="play"]');
  await play.click();
  assert.equal(await play.getAttribute("aria-pressed"), "true");
  await page.waitForFunction(() => window.times.at(-1) > 22);
  await play.click();
  const count = await page.evaluate(() => window.times.length);
  assert.ok(count > 2);
  await slider.fill("990");
  await play.click();
  await page.waitForFunction(() => window.times.at(-1) === null);
  assert.equal(await play.getAttribute("aria-pressed"), "false");
});

test("with reduced motion replay goes in steps", async () => {
  const page = await openBank({ reducedMotion: "reduce" });
  await page.locator('[data-part="play"]').click();
  await page.waitForFunction(() => window.times.length >= 3);
  const [first, second, third] = await page.evaluate(() => window.times);
  assert.equal(first, 0);
  // A twentieth of the run each.
  assert.ok(second - first >= 2.1 && third - second >= 2.1, `${first} ${second} ${third}`);
});

test("a deadlock: the time stands soon after, and goes on with the next event", async () => {
  const page = await open();
  await page.evaluate(() => {
    const { events, report } = window.runs.crossedLocks();
    window.timeline.add(events);
    window.timeline.addDeadlock(report);
  });
  await page.locator(".timeline-clock", { hasText: "12.0 ms" }).waitFor();
  assert.match(await page.evaluate(() => window.timeline.toSvg()), /Deadlock: two threads wait for each other/);
});

test("lost events are told", async () => {
  const page = await open();
  await page.evaluate(() => {
    const summary = { coresUsed: 1, threads: [], longestWaits: [], events: 31, lost: 1200 };
    window.timeline.add(window.runs.bank());
    window.timeline.end(window.runs.result({ summary }));
  });
  await page.getByText("1,200 more were lost: the program was faster than the page").waitFor();
});

test("a second run begins anew", async () => {
  const page = await openBank();
  await page.getByRole("slider").fill("500");
  await page.evaluate(() => {
    const { timeline, runs } = window;
    timeline.reset();
    timeline.add(runs.crossedLocks().events);
    timeline.end(runs.result());
  });
  await page.locator(".timeline-clock", { hasText: "8.0 ms" }).waitFor();
  assert.equal(await page.locator(".timeline-legend li").count(), 4);
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing, ${colorScheme}`, async () => {
    const page = await openBank({ colorScheme });
    await page.getByRole("button", { name: "As a table" }).click();
    await page.locator("tbody tr").first().waitFor();
    await page.getByRole("slider").fill("300");
    assert.deepEqual(await violations(page), []);
  });
}

test("the canvas takes on another theme, and has the pixels of the screen", async () => {
  const page = await openBank({ deviceScaleFactor: 2 });
  const corner = () =>
    page.evaluate(() => [...document.querySelector("canvas").getContext("2d").getImageData(2, 60, 1, 1).data]);
  assert.deepEqual(await corner(), [255, 255, 255, 255]);
  const { width } = await canvas(page).boundingBox();
  assert.equal(await canvas(page).evaluate((element) => element.width), Math.round(width * 2));
  await page.evaluate(() => {
    document.documentElement.style.colorScheme = "dark";
  });
  await page.waitForFunction(
    () => document.querySelector("canvas").getContext("2d").getImageData(2, 60, 1, 1).data[0] < 60,
  );
});

test("in print there is the static picture", async () => {
  const page = await openBank();
  await page.emulateMedia({ media: "print" });
  const picture = page.locator(".timeline-print svg");
  await picture.waitFor();
  assert.equal(await picture.locator("title").textContent(), "bank.py");
  assert.equal(await canvas(page).isVisible(), false);
});

test("the picture that is saved stands alone, and the trace is one that Perfetto reads", async () => {
  const page = await openBank();
  const download = async (name) => {
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
    const chunks = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk);
    return [file.suggestedFilename(), Buffer.concat(chunks).toString()];
  };
  const [svgName, svg] = await download("Save picture");
  assert.equal(svgName, "threads.svg");
  assert.match(svg, /^<svg xmlns=/);
  const [traceName, trace] = await download("Save trace");
  assert.equal(traceName, "threads.trace.json");
  const { traceEvents } = JSON.parse(trace);
  assert.ok(traceEvents.some(({ name, ph }) => name === "Lock.acquire vault" && ph === "X"));
});

for (const width of [390, 768, 1280, 1920]) {
  test(`nothing sticks out at ${width} px`, async () => {
    const page = await openBank({ viewport: { width, height: 800 } });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    const boxes = await page
      .locator(".timeline-bar button, .timeline-bar input")
      .evaluateAll((parts) =>
        parts.filter((part) => part.checkVisibility()).map((part) => part.getBoundingClientRect().right),
      );
    assert.ok(Math.max(...boxes) <= width - 16, `${Math.max(...boxes)}`);
  });
}

test("a million events are drawn in a frame's time, with as many shapes as there are pixels", async () => {
  const page = await open();
  const { quick, median, drawn } = await page.evaluate(async () => {
    const { timeline, runs } = window;
    const all = runs.many(1_000_000);
    for (let at = 0; at < all.length; at += 50_000) timeline.add(all.slice(at, at + 50_000));
    timeline.end(runs.result());
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    const target = document.querySelector("canvas");
    const key = (key) => target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    const times = [];
    key("+");
    for (let count = 0; count < 40; count++) {
      key(count % 8 < 4 ? "ArrowRight" : "ArrowLeft");
      if (count % 10 === 9) key(count < 20 ? "+" : "-");
      await frame();
      times.push(window.timeline.frameMs);
    }
    times.sort((a, b) => a - b);
    return { quick: times[4], median: times[20], drawn: Number(target.dataset.drawn) };
  });
  // Eight lanes of 1,250 pixels: three states, held, ticks.
  assert.ok(drawn > 0 && drawn < 8 * 1250 * 5, `${drawn} shapes`);
  console.log(
    `a frame of a million events: ${median.toFixed(1)} ms, one in ten ${quick.toFixed(1)} ms, ${drawn} shapes`,
  );
  // Generous: a machine without a graphics processor. One frame in ten, since others may want the same processor meanwhile.
  assert.ok(quick < 1000 / 60, `${quick} ms`);
});
