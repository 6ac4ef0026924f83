/** Tests for every documentation site, whichever generator built it. */
import assert from "node:assert/strict";
import { blockOf, luminance, part, property, run, shownLines, test } from "./support.mjs";

/**
 * `code` and `output` are those of the first live block of the page `path`. `turn(page, "dark")` switches the theme like a
 * reader.
 */
export function commonTests(site, { path = "", code, output, turn }) {
  const lines = output.split("\n");
  const printed = async (block) => assert.deepEqual(await shownLines(block, lines.at(-1)), lines);

  test("before Run the page is as it was: nothing fetched, nothing run, no focus taken, the program whole", async () => {
    const { page, asked, onDemand } = await site.open(path);
    const block = await blockOf(page);
    await page.waitForLoadState("networkidle");
    assert.deepEqual(onDemand(), []);
    const entries = asked.filter((name) => name.endsWith("/threading-playground.js"));
    assert.equal(entries.length, 1, "the script is one module, whatever the generator adds to its address");
    assert.equal(await property(block, "state"), "asleep");
    assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
    // By now the generator's own scripts may have changed the block.
    assert.equal(await property(block, "code"), code);
    assert.match(await part(block, "output").innerText(), /^Recorded output\b/);
    assert.equal((await block.locator("[slot='output']").innerText()).trimEnd(), output);
    await page.context().close();
  });

  test("Run prints, in a hidden frame where the page is not isolated", async () => {
    const { page, onDemand } = await site.open(path);
    const block = await blockOf(page);
    const result = await run(block);
    assert.deepEqual([result.status, result.reason], [0, "exited"]);
    assert.equal(await property(block, "tier"), "frame");
    await printed(block);
    assert.ok(onDemand().some((name) => name.endsWith("/interpreter_bg.wasm")));
    await page.context().close();
  });

  test("Run prints, in the page where the server sends the headers", async () => {
    const { page } = await site.open(path, { isolated: true });
    const block = await blockOf(page);
    await run(block);
    assert.equal(await property(block, "tier"), "page");
    assert.equal(await page.locator("iframe").count(), 0);
    await printed(block);
    await page.context().close();
  });

  test("it is light or dark as the page is, and changes with it", async () => {
    for (const colorScheme of ["light", "dark"]) {
      const { page } = await site.open(path, { colorScheme });
      const block = await blockOf(page);
      for (const theme of ["dark", "light", "dark"]) {
        await turn(page, theme);
        const isAsPage = () =>
          block.evaluate(luminance).then(({ ground, text }) => (theme === "dark") === ground < text);
        assert.ok(await isAsPage(), `${theme}, where the system is ${colorScheme}`);
      }
      await page.context().close();
    }
  });

  test("its text has the size of the page's, whatever the generator's root has", async () => {
    const { page } = await site.open(path);
    const block = await blockOf(page);
    const size = (locator) => locator.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
    const around = await size(block.locator("xpath=.."));
    assert.equal(await size(part(block, "run")), 0.9375 * around);
    assert.equal(await size(part(block, "lines")), 0.84375 * around);
    await page.context().close();
  });

  test("without JavaScript, and in print, the code and its output are there to read", async () => {
    const { page: still } = await site.open(path, { javaScriptEnabled: false });
    const text = await still.locator("body").innerText();
    for (const line of [...code.split("\n"), ...lines]) assert.ok(text.includes(line.trim()), line);
    await still.context().close();
    const { page } = await site.open(path);
    const block = await blockOf(page);
    await page.emulateMedia({ media: "print" });
    assert.equal(await part(block, "run").isVisible(), false);
    const printedText = await block.evaluate((element) => element.innerText);
    for (const line of [...code.split("\n"), ...lines]) assert.ok(printedText.includes(line.trim()), line);
    await page.context().close();
  });
}
