/** axe in both themes, and no sideways scrolling at any width. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "../support/axe.mjs";
import { run, setUp, state } from "./harness.mjs";

/** Every thread colour, both streams, all sixteen terminal colours, a prompt. */
const COLOURFUL = [
  ...Array.from({ length: 9 }, (_, index) => `# fake: out Thread-${index + 1} "text\\n"`),
  ...Array.from({ length: 9 }, (_, index) => `# fake: err Thread-${index + 1} "text\\n"`),
  ...[3, 9].map((tens) =>
    Array.from({ length: 8 }, (_, n) => `# fake: out Pen "\\u001b[${tens}${n}mcolour\\u001b[0m\\n"`).join("\n"),
  ),
  ...[4, 10].map((tens) =>
    Array.from({ length: 8 }, (_, n) => `# fake: out Pen "\\u001b[${tens}${n}mground\\u001b[0m\\n"`).join("\n"),
  ),
  "# fake: input",
].join("\n");

let site;
before(async () => {
  site = await setUp();
});
after(() => site.close());

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing, ${colorScheme}`, async () => {
    const page = await site.open({ colorScheme });
    assert.deepEqual(await violations(page), []);
    await run(page, COLOURFUL);
    await page.locator("#input-row").waitFor();
    await page.locator("#output").evaluate((output) => {
      output.style.maxHeight = "none";
    });
    assert.deepEqual(await violations(page), []);
    await page.locator("#stop").click();
    await state(page, "exited");
    await page.locator("#settings > summary").click();
    await page.locator("#threads .chip").nth(2).click();
    assert.deepEqual(await violations(page), []);
    await page.locator("#file-add").click();
    await page.locator("#file-name").fill("../x");
    await page.keyboard.press("Enter");
    await page.locator("#file-problem").waitFor();
    assert.deepEqual(await violations(page), [], "with the dialog and its problem");
    await page.locator("#file-name").fill("helper.py");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Delete helper.py" }).click();
    assert.deepEqual(await violations(page), [], "with something to undo");
  });
}

test("without JavaScript the page says so, and leads to the tutorial, which can be read", async () => {
  const page = await site.open({ javaScriptEnabled: false });
  assert.match(await page.locator("main, noscript").first().innerText(), /needs JavaScript/);
  assert.equal(await page.locator("#run").isVisible(), false, "nothing that does nothing");
  await page.locator("noscript a", { hasText: "The tutorial" }).click();
  await page.getByRole("link", { name: "Lock" }).first().click();
  assert.match(await page.locator("main").innerText(), /import threading/);
});

for (const width of [360, 390, 768, 1280, 1920]) {
  test(`nothing sticks out at ${width} px`, async () => {
    const page = await site.open({ viewport: { width, height: 800 }, path: "#fetch_status" });
    await run(page);
    await state(page, "exited");
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.equal(sideways, 0);
    await run(page, `# fake: out ${"N".repeat(80)} ${JSON.stringify("x".repeat(2000))}\n# fake: input`);
    await page.locator("#input-row").waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
  });
}
