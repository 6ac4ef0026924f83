/** axe in both themes, and no sideways scrolling at any width. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { run, setUp, state } from "./harness.mjs";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

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
let axeSource;
before(async () => {
  site = await setUp();
  axeSource = await readFile(axePath, "utf8");
});
after(() => site.close());

async function violations(page) {
  await page.evaluate(axeSource);
  const { violations: found } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join("\n")}`,
  );
}

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
    assert.deepEqual(await violations(page), []);
  });
}

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
