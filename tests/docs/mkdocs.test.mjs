/** A MkDocs site with Material and instant navigation: a theme override with `data-selector`, numbered lines in a table. */
import assert from "node:assert/strict";
import { commonTests } from "./common.mjs";
import { blockOf, ending, part, property, pythonWorkers, run, shownLines, test, useSite } from "./support.mjs";

const KITCHEN = `import queue
import threading

orders = queue.Queue()


def cook():
    while (dish := orders.get()) is not None:
        print("cooking", dish)
    print("kitchen closed")


kitchen = threading.Thread(target=cook, name="kitchen")
kitchen.start()
for dish in ("soup", "noodles", "cake"):
    orders.put(dish)
orders.put(None)
kitchen.join()`;

const site = useSite("mkdocs");

async function turn(page, theme) {
  const scheme = { light: "default", dark: "slate" }[theme];
  if ((await page.locator("body").getAttribute("data-md-color-scheme")) === scheme) return;
  await page.locator(".md-header__option label:visible").click();
  await page.locator(`body[data-md-color-scheme="${scheme}"]`).waitFor();
}

commonTests(site, { code: KITCHEN, output: "cooking soup\ncooking noodles\ncooking cake\nkitchen closed", turn });

/** Starts the clock of the first page; returns while it runs. */
async function startClock(page) {
  const block = await blockOf(page, 1);
  await part(block, "run").click();
  await shownLines(block, "tick");
  return block;
}

test("a program asks, and goes on with the answer", async () => {
  const { page } = await site.open();
  const block = await startClock(page);
  const ended = ending(block);
  const input = part(block, "input").locator("input");
  await input.fill("Ada");
  await input.press("Enter");
  assert.equal((await ended).status, 0);
  const lines = await shownLines(block, "stopped by");
  assert.match(lines[0], /^Who stops the clock\? /);
  assert.equal(lines.at(-1), "stopped by Ada");
  await page.context().close();
});

for (const isolated of [false, true]) {
  const where = isolated ? "in the page" : "in a hidden frame";
  test(`instant navigation away from a program that runs ${where} ends it, and the next page's blocks are live`, async () => {
    const { page } = await site.open("", { isolated });
    await startClock(page);
    const running = pythonWorkers(page);
    assert.ok(running.length >= 2, "the main thread and the clock");
    const gone = running.map((worker) => new Promise((resolve) => worker.once("close", resolve)));
    await page.evaluate(() => {
      window.isSameDocument = true;
    });
    await page.getByRole("link", { name: "events", exact: true }).click();
    await page.getByRole("heading", { name: "Events" }).waitFor();
    await Promise.all(gone);
    assert.deepEqual(pythonWorkers(page), []);
    assert.equal(await page.locator("iframe").count(), 0);
    const block = await blockOf(page);
    await run(block);
    const lines = await shownLines(block, "runner 3");
    assert.equal(lines[0], "on your marks");
    assert.deepEqual(
      lines.slice(1).sort(),
      [1, 2, 3].map((number) => `runner ${number} is off`),
    );
    // On the way back the element is live again, in its initial state.
    await page.getByRole("link", { name: "start", exact: true }).click();
    await page.getByRole("heading", { name: "Threads by example" }).waitFor();
    const kitchen = await blockOf(page);
    assert.equal(await property(kitchen, "code"), KITCHEN);
    await run(kitchen);
    await shownLines(kitchen, "kitchen closed");
    assert.equal(await page.evaluate(() => window.isSameDocument), true, "no page was loaded anew");
    await page.context().close();
  });
}

test("keys typed in the editor are the editor's: “/”, “s” and “n” are none of Material's", async () => {
  const { page } = await site.open();
  const block = await blockOf(page);
  await part(block, "edit").click();
  await block.locator(".cm-content").press("Control+End");
  await page.keyboard.type("\nn = 1 / 2, 's'");
  assert.match(await property(block, "code"), /\nn = 1 \/ 2, 's'$/);
  assert.equal(new URL(page.url()).pathname, "/");
  await page.context().close();
});
