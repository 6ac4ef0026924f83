/** Where shared memory is missing: the notice names the header, and everything can still be read. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setUp, state } from "./harness.mjs";

const COOP = "Cross-Origin-Opener-Policy";
const COEP = "Cross-Origin-Embedder-Policy";

async function notice(headers) {
  const site = await setUp({ headers });
  try {
    const page = await site.open({ ready: false });
    await state(page, "unavailable");
    await page.locator("#run").click();
    return {
      text: await page.locator("#notice").innerText(),
      headers: await page.locator("#notice li").allInnerTexts(),
      focused: await page.evaluate(() => document.activeElement.id),
      code: await page.locator("#editor .cm-content").innerText(),
      recorded: await page.locator("#recorded-output").innerText(),
      overflow: await page.evaluate(() => document.documentElement.scrollWidth > innerWidth),
    };
  } finally {
    await site.close();
  }
}

test("both headers missing", async () => {
  const shown = await notice({});
  assert.deepEqual(shown.headers, [`${COOP}: same-origin`, `${COEP}: require-corp`]);
  assert.match(shown.text, new RegExp(`${COOP} is missing, and ${COEP} is missing`));
  assert.equal(shown.focused, "notice", "Run explains");
  assert.match(shown.code, /import threading/);
  assert.match(shown.recorded, /Worker/);
  assert.equal(shown.overflow, false);
});

test("one header missing", async () => {
  assert.deepEqual((await notice({ [COOP]: "same-origin" })).headers, [`${COEP}: require-corp`]);
  assert.deepEqual((await notice({ [COEP]: "credentialless" })).headers, [`${COOP}: same-origin`]);
});

test("one header wrong", async () => {
  const shown = await notice({ [COOP]: "same-origin-allow-popups", [COEP]: "require-corp" });
  assert.deepEqual(shown.headers, [`${COOP}: same-origin`]);
  assert.match(shown.text, /is “same-origin-allow-popups”/);
});
