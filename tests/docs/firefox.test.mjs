/**
 * The same pages in Firefox, which cannot isolate a frame: a program opens in the playground and is not run, unless the page
 * is isolated, by headers or by a service worker.
 */
import assert from "node:assert/strict";
import { before } from "node:test";
import { ISOLATION_HEADERS } from "../../scripts/lib/server.mjs";
import { openInFirefox, runFirst } from "./firefox.mjs";
import { buildSite, siteFolder } from "./sites.mjs";
import { test } from "./support.mjs";

const GREETINGS = ["hello from Ada", "hello from Grace", "hello from Edsger", "everybody has said hello"];

before(() => {
  buildSite("sphinx", "http://localhost/");
  buildSite("plain", "http://localhost/");
});

const open = (site, path, headers) => openInFirefox(siteFolder(site), path, headers);

test("Run of a block in a page that is not isolated becomes a link, and the link runs nothing by itself", async () => {
  const { page, errors } = await open("sphinx", "");
  const { state, tier } = await page.evaluate(runFirst);
  assert.deepEqual([state, tier], ["unavailable", "link"]);
  const shown = await page.evaluate(() => {
    const block = document.querySelector("threading-playground");
    const find = (name) => block.shadowRoot.querySelector(`[part~='${name}']`);
    return { said: find("tier").innerText, recorded: block.querySelector("[slot='output']").innerText };
  });
  assert.match(shown.said, /^This browser cannot run threads inside this page\./);
  assert.equal(shown.recorded.trimEnd(), GREETINGS.join("\n"));
  const code = await page.evaluate(() => document.querySelector("threading-playground").code);

  // In this tab, where the test can see it.
  await page.evaluate(() => {
    const link = document.querySelector("threading-playground").shadowRoot.querySelector("[part~='open']");
    link.target = "_self";
    link.dispatchEvent(new FocusEvent("focus"));
  });
  await page.waitForFunction(() =>
    document.querySelector("threading-playground").shadowRoot.querySelector("[part~='open']").href.includes("#code="),
  );
  const href = await page.evaluate(
    () => document.querySelector("threading-playground").shadowRoot.querySelector("[part~='open']").href,
  );
  await page.goto(href);
  await page.waitForSelector('#status[data-state="idle"]');
  const playground = await page.evaluate(() => ({
    isIsolated: window.crossOriginIsolated,
    code: [...document.querySelectorAll("#editor .cm-line")].map((line) => line.textContent).join("\n"),
    lines: document.querySelectorAll("#output .line").length,
  }));
  assert.deepEqual(playground, { isIsolated: true, code, lines: 0 });
  await page.evaluate(() => document.querySelector("#run").click());
  await page.waitForSelector('#status[data-exit-status="0"]');
  await page.waitForFunction(() => document.querySelectorAll("#output .line").length === 4);
  const lines = await page.evaluate(() =>
    [...document.querySelectorAll("#output .line .text")].map((text) => text.textContent),
  );
  assert.deepEqual(lines, GREETINGS);
  assert.deepEqual(errors, []);
  await page.close();
});

test("with the headers it runs in the page", async () => {
  const { page, errors } = await open("sphinx", "", ISOLATION_HEADERS);
  assert.deepEqual(await page.evaluate(runFirst), { state: "exited", tier: "page", lines: GREETINGS });
  assert.deepEqual(errors, []);
  await page.close();
});

test("with a service worker beside the page it runs in the page, whatever the host sends", async () => {
  const { page, errors } = await open("plain", "anywhere.html");
  await page.waitForFunction(() => window.crossOriginIsolated);
  await page.evaluate(() => customElements.whenDefined("threading-playground"));
  assert.deepEqual(await page.evaluate(runFirst), { state: "exited", tier: "page", lines: ["a thread of this page"] });
  assert.deepEqual(errors, []);
  await page.close();
});
