/** A program that runs, or has run, while another one is shown. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { choose as chooseProgram, lines, run, setUp, state } from "./harness.mjs";

let site;
before(async () => {
  site = await setUp();
});
after(() => site.close());

const choose = async (page, example, title) => {
  await chooseProgram(page, example);
  await page.getByRole("heading", { name: title }).waitFor();
};

test("beside another program, the output and the status say whose they are, and lead there", async () => {
  const page = await site.open();
  await run(page, '# fake: err MainThread "  File \\"threading_simple.python3.py\\", line 1, in f\\n"\n# fake: exit 3');
  await state(page, "exited");
  const origin = page.locator("#output-origin");
  assert.equal(await origin.isVisible(), false);
  await choose(page, "fetch_status", "Both streams");
  assert.equal(await origin.innerText(), "This is the output of Starting threads, not of the program shown.");
  await page.locator("#output a.trace").click();
  await page.getByRole("heading", { name: "Starting threads" }).waitFor();
  assert.match(await page.evaluate(() => document.getSelection().toString()), /^# fake: err/);
  assert.equal(await origin.isVisible(), false);
  await choose(page, "fetch_status", "Both streams");
  await origin.getByRole("link").click();
  await page.getByRole("heading", { name: "Starting threads" }).waitFor();
  await choose(page, "fetch_status", "Both streams");
  await page.locator("#run").click();
  await origin.waitFor({ state: "hidden" });
});

test("while a program runs, Run says why it does nothing; beside another it ends that one first", async () => {
  const page = await site.open();
  await run(page, '# fake: out A "first\\n"\n# fake: hang');
  await page.locator("#output .line").waitFor();
  assert.equal(await page.locator("#run").getAttribute("aria-disabled"), "true");
  assert.equal(await page.locator("#run").getAttribute("title"), "The program is running. Stop ends it.");
  await choose(page, "fetch_status", "Both streams");
  assert.equal(
    await page.locator("#output-origin").innerText(),
    "Starting threads is still running. Run ends it and runs the program shown.",
  );
  assert.equal(await page.locator("#run").getAttribute("aria-disabled"), null);
  await run(page, '# fake: out B "second\\n"');
  await page.locator("#output .line", { hasText: "second" }).waitFor();
  await state(page, "exited");
  assert.equal(await page.locator("#status").getAttribute("data-reason"), "exited");
  assert.deepEqual(await lines(page), [["B", "stdout", "second"]]);
  assert.equal(await page.locator("#output-origin").isVisible(), false);
});
