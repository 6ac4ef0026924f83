/** An mdBook: the script in `head.hbs`, the element around a fenced block, and a page that uses the arrow keys. */
import assert from "node:assert/strict";
import { commonTests } from "./common.mjs";
import { blockOf, ending, part, property, run, shownLines, test, useSite } from "./support.mjs";

const WATCHER = `import threading
import time


def watch():
    print("watching")
    time.sleep(60)
    print("never printed")


threading.Thread(target=watch, daemon=True).start()
time.sleep(0.1)
print("main thread ends")`;

const site = useSite("mdbook");

async function turn(page, theme) {
  // The list stays open.
  if (!(await page.locator("#mdbook-theme-list").isVisible())) await page.locator("#mdbook-theme-toggle").click();
  await page.locator(`#mdbook-theme-${{ light: "rust", dark: "navy" }[theme]}`).click();
}

commonTests(site, { code: WATCHER, output: "watching\nmain thread ends", turn });

test("the element around a fenced block runs it; a block in another language stays as it was", async () => {
  const { page } = await site.open("timers.html");
  const block = await blockOf(page);
  await run(block);
  assert.deepEqual(await shownLines(block, "ready"), ["kettle on", "the tea is ready"]);
  assert.equal(await page.locator("threading-playground").count(), 1);
  assert.equal(await page.locator("threading-playground code.language-sh").count(), 0);
  await page.context().close();
});

test("the page with all chapters has their blocks, and runs none of them", async () => {
  const { page, onDemand } = await site.open("print.html");
  await blockOf(page, 1);
  assert.equal(await page.locator("threading-playground").count(), 2);
  assert.deepEqual(onDemand(), []);
  await page.context().close();
});

test("the editor: arrow keys turn no page, Tab leaves it, Ctrl+Enter runs and writes nothing", async () => {
  const { page } = await site.open();
  const block = await blockOf(page);
  await part(block, "edit").click();
  const editor = block.locator(".cm-content");
  await editor.press("Control+End");
  await page.keyboard.type('\nprint("typed")');
  for (const key of ["ArrowLeft", "ArrowRight", "ArrowLeft"]) await page.keyboard.press(key);
  assert.match(page.url(), /\/$/);
  const edited = `${WATCHER}\nprint("typed")`;
  assert.equal(await property(block, "code"), edited);
  const ended = ending(block);
  await page.keyboard.press("Control+Enter");
  assert.equal((await ended).stdout, "watching\nmain thread ends\ntyped\n");
  assert.equal(await property(block, "code"), edited);
  const isInEditor = () => editor.evaluate((element) => element.contains(element.getRootNode().activeElement));
  assert.equal(await isInEditor(), true, "a run leaves the focus where it is");
  await page.keyboard.press("Tab");
  assert.equal(await isInEditor(), false);
  await page.context().close();
});
