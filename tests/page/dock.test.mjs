/** The dock: what the threads did, what went wrong, and the way from there to the code. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "../support/axe.mjs";
import { run, setUp, state } from "./harness.mjs";

let site;
before(async () => {
  site = await setUp();
});
after(() => site.close());

const event = (kind, thread, atMs, more = {}) => `# fake: event ${JSON.stringify({ kind, thread, atMs, ...more })}`;
const place = (line) => ({ file: "/home/web/program.py", line });
const lock = (subject, name) => ({ wait: "lock", what: "Lock.acquire", type: "Lock", subject, name });

/** Two threads that take two locks crosswise. The first lines are the program's own. */
const CROSSED = [
  event("began", 1, 0),
  event("started", 1, 1, { subject: 2 }),
  event("began", 2, 2),
  event("named", 2, 2, { what: "one" }),
  event("acquired", 2, 3, { subject: 5, ...place(8) }),
  event("started", 1, 3, { subject: 3 }),
  event("began", 3, 4),
  event("named", 3, 4, { what: "two" }),
  event("acquired", 3, 5, { subject: 6, ...place(11) }),
  event("blocked", 2, 6, { ...lock(6, "b"), ...place(9) }),
  event("blocked", 3, 7, { ...lock(5, "a"), ...place(12) }),
].join("\n");
const REPORT = {
  cause: "crossed-locks",
  text: "Deadlock: all in words.\n",
  title: "Deadlock: one and two wait for each other.",
  advice: "Take `a` and `b` in the same order everywhere.",
  circle: [2, 3],
  threads: [
    [2, "one", "one waits at program.py:9 for Lock `b`, which two holds since program.py:11.", 9],
    [3, "two", "two waits at program.py:12 for Lock `a`, which one holds since program.py:8.", 12],
  ].map(([number, name, sentence, line]) => ({
    ...{ number, ident: number, name, waitsFor: "lock", sentence, holder: 5 - number, since: null },
    ...place(line),
  })),
};
const STUCK = `${CROSSED}\n# fake: deadlock ${JSON.stringify(REPORT)}\n# fake: hang`;

const tab = (page, name) => page.getByRole("tab", { name });
const selection = (page) => page.evaluate(() => document.getSelection().toString());

async function stop(page) {
  await page.locator("#stop").click();
  await state(page, "exited");
}

test("a deadlock opens the dock by itself: who waits for what, who holds it since which line, what to change", async () => {
  const page = await site.open({ path: "#own" });
  await page.getByRole("button", { name: "Hide" }).click();
  await run(page, STUCK);
  const problem = page.locator("#dock-problems .problem-item");
  await problem.waitFor();
  assert.equal(await tab(page, "Problems").getAttribute("aria-selected"), "true");
  assert.equal(await page.locator("#dock-tab-problems .badge").innerText(), "1");
  assert.deepEqual(await problem.locator(".problem-lines li").allInnerTexts(), [
    "one waits at program.py:9 for Lock b, which two holds since program.py:11.",
    "two waits at program.py:12 for Lock a, which one holds since program.py:8.",
  ]);
  assert.equal(
    await problem.locator(".problem-advice").innerText(),
    "What to change Take a and b in the same order everywhere.",
  );
  const inSight = await problem.evaluate((item) => item.getBoundingClientRect().bottom <= innerHeight);
  assert.ok(inSight, "nothing has to be scrolled to");
  await problem.getByRole("link", { name: "program.py:11" }).click();
  assert.equal(await selection(page), STUCK.split("\n")[10]);
  await stop(page);
});

test("on a phone the strip says that no thread can go on, and leads to the reason", async () => {
  const page = await site.open({ path: "#own", viewport: { width: 390, height: 844 } });
  await run(page, STUCK);
  const strip = page.locator("#strip");
  await strip.filter({ hasText: "Deadlock: no thread can go on" }).waitFor();
  await page.getByRole("button", { name: "Why" }).click();
  const problem = page.locator("#dock-problems .problem-item");
  const inSight = await problem.evaluate((item) => {
    const { top, bottom } = item.getBoundingClientRect();
    return top >= document.getElementById("strip").getBoundingClientRect().bottom && bottom <= innerHeight;
  });
  assert.ok(inSight, "all of it, below what stays at the top");
  assert.equal(await page.locator("#status-headline").innerText(), "Deadlock: no thread can go on");
  await stop(page);
  assert.match(await strip.innerText(), /^Exit status 130/);
});

test("the Threads panel says of each thread what it waits for and who holds that since where, also while it runs", async () => {
  const page = await site.open({ path: "#own" });
  await tab(page, "Threads").click();
  assert.match(await page.locator("#dock-threads").innerText(), /Run a program/);
  await run(page, `${CROSSED}\n# fake: hang`);
  const row = page.locator("#dock-threads tbody tr", { hasText: "two" }).last();
  await page.locator('#dock-threads tr[data-state="lock"]').nth(1).waitFor();
  const cells = await row.locator("th, td").allInnerTexts();
  assert.deepEqual(
    [cells[0], cells[1], cells[3], cells[4], cells[5]],
    ["two", "Waiting for a lock", "Lock a", "one, since program.py:8", "program.py:12"],
  );
  assert.match(cells[2], /^(< 1|\d+) ms$|^\d+\.\d s$/);
  assert.equal(await page.locator("#dock-tab-threads .badge").innerText(), "3");
  await row.getByRole("link", { name: "program.py:8" }).click();
  assert.equal(await selection(page), CROSSED.split("\n")[7]);
  await stop(page);
});

test("an uncaught exception is a problem with its thread, its line and its column; a logged one is none", async () => {
  const page = await site.open({ path: "#own" });
  const shown = [
    "Exception in thread worker:",
    "Traceback (most recent call last):",
    '  File "program.py", line 2, in work',
    "    # fake: exit 0",
    "            ~~~~^~",
    "ValueError: no",
  ].join("\n");
  await run(page, `# fake: err worker ${JSON.stringify(`${shown}\n`)}\n# fake: exit 0`);
  await state(page, "exited");
  assert.equal(await page.locator("#dock-tab-problems .badge").innerText(), "1");
  await tab(page, "Problems").click();
  assert.equal(
    await page.locator("#dock-problems .problem-title").innerText(),
    "Uncaught exceptionValueError: no in worker",
  );
  await page.locator("#dock-problems a.place").first().click();
  assert.equal(await selection(page), "exit 0");
  await run(page, `# fake: err MainThread ${JSON.stringify(`${shown.replace(/^.*\n/, "")}\n`)}\n# fake: exit 0`);
  await state(page, "exited");
  assert.equal(await page.locator("#dock-tab-problems .badge").isVisible(), false);
  assert.equal(await page.locator("#dock-problems").innerText(), "No problem was found in the last run.");
});

test("a thread that the end of the program cut off is noted", async () => {
  const page = await site.open({ path: "#own" });
  await run(page, `${CROSSED}\n${event("ended", 1, 9)}\n${event("ended", 2, 9)}`);
  await state(page, "exited");
  await tab(page, "Problems").click();
  assert.match(await page.locator("#dock-problems").innerText(), /two was still running when the program ended/);
});

test("the tabs by keyboard; the dock stays closed over a reload, and opens at the first tab that is chosen", async () => {
  const page = await site.open({ path: "#own" });
  await tab(page, "Timeline").focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement.id), "dock-tab-threads");
  assert.equal(await page.locator("#dock-threads").isVisible(), true);
  await page.keyboard.press("End");
  assert.equal(await page.locator("#dock-problems").isVisible(), true);
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator("#dock-timeline").isVisible(), true);
  await page.getByRole("button", { name: "Hide" }).click();
  await page.reload();
  await state(page, "idle");
  assert.equal(await page.locator(".dock-panel:visible").count(), 0);
  await tab(page, "Threads").click();
  assert.equal(await page.locator("#dock-threads").isVisible(), true);
});

test("the splitters by keyboard and pointer, kept over a reload", async () => {
  const page = await site.open({ path: "#own" });
  const split = page.getByRole("separator", { name: "Width of the editor" });
  const width = () => page.locator("#program").evaluate((program) => program.getBoundingClientRect().width);
  const height = () => page.locator("#dock").evaluate((dock) => dock.getBoundingClientRect().height);
  const before = await width();
  await split.focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await split.getAttribute("aria-valuenow"), "56");
  assert.ok((await width()) > before + 10);
  await page.keyboard.press("Home");
  assert.equal(await split.getAttribute("aria-valuenow"), "25");
  const dockSplit = page.getByRole("separator", { name: "Height of the dock" });
  const [tall, box] = [await height(), await dockSplit.boundingBox()];
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y - 60);
  await page.mouse.up();
  assert.ok((await height()) > tall + 40);
  const arranged = [await width(), await height()];
  await page.reload();
  await state(page, "idle");
  assert.deepEqual([await width(), await height()], arranged);
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing in the dock nor in the drawer, ${colorScheme}`, async () => {
    const page = await site.open({ path: "#own", colorScheme });
    await run(page, STUCK);
    await page.locator("#dock-problems .problem-item").waitFor();
    assert.deepEqual(await violations(page), [], "Problems");
    await tab(page, "Threads").click();
    await page.locator('#dock-threads tr[data-state="lock"]').nth(1).waitFor();
    assert.deepEqual(await violations(page), [], "Threads");
    await tab(page, "Timeline").click();
    assert.deepEqual(await violations(page), [], "Timeline");
    await page.locator("#examples-open").click();
    assert.deepEqual(await violations(page), [], "drawer");
    await page.keyboard.press("Escape");
    await stop(page);
  });
}

test("a click on the output of a thread in the timeline marks the line that it wrote then", async () => {
  const page = await site.open({ path: "#own" });
  const program = [
    ...Array.from({ length: 80 }, (_, number) => `# fake: out MainThread "line ${number + 1}\\n"`),
    event("began", 1, 0),
    event("wrote", 1, 50, { subject: 3, ...place(2) }),
    event("ended", 1, 100),
  ].join("\n");
  await run(page, program);
  await state(page, "exited");
  const picture = page.locator("#dock-timeline canvas").first();
  await picture.waitFor();
  const marked = page.locator("#output .line.pointed");
  const { width } = await picture.boundingBox();
  // Where the tick stands depends on the width of the names: it is looked for along the lane.
  for (let x = width * 0.3; x < width && (await marked.count()) === 0; x += 3) {
    await picture.click({ position: { x, y: 40 } });
  }
  assert.equal(await marked.locator(".text").textContent(), "line 3");
  assert.equal(await marked.getAttribute("aria-current"), "true");
  const inSight = await marked.evaluate((row) => {
    const pane = document.getElementById("output").getBoundingClientRect();
    const { top, bottom } = row.getBoundingClientRect();
    return top >= pane.top && bottom <= pane.bottom;
  });
  assert.ok(inSight);
  await run(page, '# fake: out MainThread "line 3\\n"');
  await state(page, "exited");
  assert.equal(await marked.count(), 0, "of the next run none is marked");
});
