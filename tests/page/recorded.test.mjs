/** The recorded output of an example, and what is said of a run beside it; saving all that was printed. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { violations } from "../support/axe.mjs";
import { run, setUp, state } from "./harness.mjs";

let site;
before(async () => {
  site = await setUp();
});
after(() => site.close());

const verdict = (page) => page.locator("#recorded-verdict");

test("a run that printed what is documented says so in a line, instead of two panels that look alike", async () => {
  const page = await site.open();
  assert.equal(await page.locator("#recorded-output").isVisible(), true, "before a run it can be read");
  await run(page);
  await state(page, "exited");
  await verdict(page).filter({ hasText: "As documented" }).waitFor();
  assert.equal(await page.locator("#recorded-output").isVisible(), false);
  assert.equal(await page.locator("#output-of").innerText(), "of Starting threads");
});

test("what differs is shown line by line", async () => {
  const page = await site.open({
    path: "#fetch_status",
    async prepare(context) {
      await context.route("**/examples/fetch_status.out", (route) => route.fulfill({ body: "at <module>\nmissing\n" }));
    },
  });
  await run(page);
  await state(page, "exited");
  await verdict(page).filter({ hasText: "something else than recorded" }).waitFor();
  const rows = page.locator("#recorded-diff .diff-row");
  await rows.first().waitFor();
  const shown = await rows.evaluateAll((all) => all.map((row) => [row.dataset.kind, row.lastChild.textContent]));
  assert.deepEqual(shown.slice(0, 3), [
    ["kept", "at <module>"],
    ["removed", "missing"],
    ["added", "(Thread-1) went wrong"],
  ]);
  assert.deepEqual(await violations(page), []);
});

test("of an edited program nothing is said", async () => {
  const page = await site.open();
  await run(page, '# fake: out A "mine\\n"');
  await state(page, "exited");
  assert.equal(await verdict(page).innerText(), "");
  assert.equal(await page.locator("#recorded-output").isVisible(), true);
});

test("all that was printed is saved, also what is not shown any more", async () => {
  const page = await site.open({ path: "#own", acceptDownloads: true });
  await run(page, "# fake: flood 30000");
  await state(page, "exited");
  await page.locator("#output-dropped", { hasText: "earlier lines were dropped" }).waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#save").click()]);
  assert.equal(download.suggestedFilename(), "program.out.txt");
  const saved = (await readFile(await download.path(), "utf8")).trimEnd().split("\n");
  assert.deepEqual([saved.length, saved[0], saved.at(-1)], [30_000, "line 0", "line 29999"]);
});

test("a traceback has its thread and its stream once", async () => {
  const page = await site.open({ path: "#own" });
  await run(page, '# fake: err A "Traceback\\n  File\\nError\\n"\n# fake: err B "one\\n"');
  await state(page, "exited");
  const repeats = await page
    .locator("#output .line")
    .evaluateAll((all) => all.map((line) => line.classList.contains("repeats")));
  assert.deepEqual(repeats, [false, true, true, false]);
});
