/** What only another browser's widths and focus can show: the page in Firefox. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchBrowser } from "../../scripts/lib/browser.mjs";
import { startServer } from "../../scripts/lib/server.mjs";
import { folder } from "./harness.mjs";

let server;
let browser;
before(async () => {
  server = await startServer({ folder });
  browser = await launchBrowser("firefox");
});
after(async () => {
  await browser?.close();
  await server?.close();
});

for (const width of [1280, 390]) {
  test(`the toolbar is one row at ${width} px, and typing moves no code`, async () => {
    const page = await browser.newPage();
    await page.setViewport({ width, height: 844 });
    await page.goto(`${server.url}#own`);
    await page.waitForSelector('#status[data-state="idle"]');
    await page.waitForSelector("#editor .cm-content");
    const measure = () =>
      page.evaluate(() => {
        const tops = [...document.querySelectorAll(".toolbar button")].map((one) => one.getBoundingClientRect().top);
        return [new Set(tops).size, document.querySelector("#editor").getBoundingClientRect().top + scrollY];
      });
    const [rows, top] = await measure();
    assert.equal(rows, 1);
    await page.click("#editor .cm-content");
    await page.keyboard.type("#");
    await page.waitForSelector("#edited:not([hidden])");
    assert.deepEqual(await measure(), [1, top]);
    await page.close();
  });
}
