/** A Sphinx site with Furo: `html_js_files` with `data-selector`, numbered lines, a copy button, raw HTML. */
import assert from "node:assert/strict";
import { commonTests } from "./common.mjs";
import { blockOf, part, property, run, shownLines, test, useSite } from "./support.mjs";

const GREETINGS = `import threading


def greet(name):
    print(f"hello from {name}")


guests = [threading.Thread(target=greet, args=(name,)) for name in ("Ada", "Grace", "Edsger")]
for guest in guests:
    guest.start()
    guest.join()
print("everybody has said hello")`;

const site = useSite("sphinx");

/**
 * Furo's button cycles through three states: the system's theme, and the two themes, in an order that depends on the
 * system's.
 */
async function turn(page, theme) {
  const toggle = page.locator(".theme-toggle:visible").first();
  while ((await page.locator("body").getAttribute("data-theme")) !== theme) await toggle.click();
}

commonTests(site, {
  code: GREETINGS,
  output: "hello from Ada\nhello from Grace\nhello from Edsger\neverybody has said hello",
  turn,
});

test("Furo's “as the system” is followed too", async () => {
  const { page } = await site.open("", { colorScheme: "dark" });
  const block = await blockOf(page);
  const scheme = () => part(block, "bar").evaluate((element) => getComputedStyle(element).colorScheme);
  assert.equal(await page.locator("body").getAttribute("data-theme"), "auto");
  assert.equal(await scheme(), "dark");
  await page.emulateMedia({ colorScheme: "light" });
  // The page updates in its next frame.
  const isLight = (element) =>
    getComputedStyle(element.shadowRoot.querySelector("[part~='bar']")).colorScheme === "light";
  await page.waitForFunction(isLight, await block.elementHandle());
  await page.context().close();
});

test("a traceback is text, as Python prints it", async () => {
  const { page } = await site.open();
  const block = await blockOf(page, 1);
  const { status } = await run(block);
  assert.equal(status, 1);
  const lines = await shownLines(block, "ZeroDivisionError");
  assert.ok(lines.includes('  File "program.py", line 11, in <module>'), lines.join("\n"));
  assert.ok(lines.some((line) => line.startsWith("Exception in thread Thread-1 (average)")));
  await page.context().close();
});

test("the element in raw HTML runs, and a block right after it", async () => {
  const { page } = await site.open("locks.html");
  const written = await blockOf(page);
  assert.equal(await part(written, "name").innerText(), "total.py");
  await run(written);
  assert.deepEqual(await shownLines(written, "total"), ["total: 4000"]);
  const emitted = await blockOf(page, 1);
  await run(emitted);
  assert.deepEqual(await shownLines(emitted, "threads"), ["threads: 1"]);
  await page.context().close();
});

test("keys typed in the editor are the editor's: “/” does not go to Sphinx's search", async () => {
  const { page } = await site.open();
  const block = await blockOf(page);
  await part(block, "edit").click();
  await block.locator(".cm-content").press("Control+End");
  await page.keyboard.type("\nprint(1 / 2)");
  assert.match(await property(block, "code"), /\nprint\(1 \/ 2\)$/);
  await page.context().close();
});
