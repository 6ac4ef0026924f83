/** The timeline in Firefox: it draws, tells and zooms there too. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchBrowser } from "../../scripts/lib/browser.mjs";
import { startServer } from "../../scripts/lib/server.mjs";
import { buildDemo } from "./timeline/build.mjs";

let server;
let browser;
before(async () => {
  server = await startServer({ folder: await buildDemo() });
  browser = await launchBrowser("firefox");
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test("a run is drawn in its colours, told by keys, and zoomed", async () => {
  const page = await browser.newPage();
  await page.setViewport({ width: 1000, height: 600 });
  await page.goto(server.url);
  await page.waitForSelector("[data-ready]");
  await page.evaluate(() => {
    window.timeline.reset("bank.py");
    window.timeline.add(window.runs.bank());
    window.timeline.end(window.runs.result());
  });
  await page.waitForSelector(".timeline-legend li:nth-child(6)");
  const colours = await page.evaluate(() => {
    const canvas = document.querySelector("canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return new Set(Array.from({ length: data.length / 4 }, (_, at) => data.slice(4 * at, 4 * at + 3).join())).size;
  });
  assert.ok(colours > 20, `${colours} colours`);
  await page.focus("canvas");
  for (const key of ["ArrowDown", "ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
  const told = () => page.$eval('[data-part="told"]', (element) => element.textContent);
  assert.match(await told(), /^auditor: Running since 5\.5 ms/);
  await page.keyboard.press("+");
  await page.waitForSelector('[data-part="fit"][aria-disabled="false"]');
  await page.click('[data-part="as-table"]');
  await page.waitForSelector("tbody tr");
  assert.match(await page.$eval("caption", (element) => element.textContent), /of the time shown/);
  await page.close();
});
