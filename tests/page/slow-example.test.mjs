/** An example whose code is slow to come: until it is there, the one before stays in every way. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { choose, editorText, setUp, state, write } from "./harness.mjs";

let site;
before(async () => {
  site = await setUp();
});
after(() => site.close());

test("what is typed and run before another example's code has come belongs to the example before", async () => {
  const page = await site.open();
  let release;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  const asked = new Promise((resolve) => {
    page.route("**/examples/threading_daemon_join_timeout.py", async (route) => {
      resolve();
      await released;
      await route.continue();
    });
  });
  const heading = await page.locator("h2").first().innerText();
  await choose(page, "threading_daemon_join_timeout");
  await asked;
  assert.equal(await page.locator("h2").first().innerText(), heading);
  await write(page, "print 'typed meanwhile'");
  release();
  await page.waitForFunction(() => document.querySelector("#editor .cm-content").textContent.includes("setDaemon"));
  assert.doesNotMatch(await editorText(page), /typed meanwhile/);
  await choose(page, "threading_simple");
  await page.waitForFunction(() => document.querySelector("#editor .cm-content").textContent.includes("typed"));
  assert.equal(await editorText(page), "print 'typed meanwhile'");
  await state(page, "idle");
  await page.context().close();
});
