/** What the page's tests share: the built page with the fake engine, served and opened, and a few waits. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { startServer } from "../../scripts/lib/server.mjs";
import { launchBrowser } from "../support/browser.mjs";

export const folder = fileURLToPath(new URL("../../target/page-test", import.meta.url));

/**
 * A served page in a browser; `open` gives a fresh one whose editor is ready, `close` fails on any error of the page that
 * is left in `errors`.
 */
export async function setUp(serverOptions = {}) {
  const server = await startServer({ folder, ...serverOptions });
  const browser = await launchBrowser();
  const errors = [];
  return {
    errors,
    async open({ path = "", ready = true, prepare = async () => {}, ...contextOptions } = {}) {
      // tests/service-worker has its own; here it would stand between the page and what a test puts in its way.
      const options = { viewport: { width: 1280, height: 900 }, serviceWorkers: "block", ...contextOptions };
      const context = await browser.newContext(options);
      await prepare(context);
      const page = await context.newPage();
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error") errors.push(message.text());
      });
      await page.goto(server.url + path);
      if (contextOptions.javaScriptEnabled === false) return page;
      await page.locator("#editor .cm-content").waitFor();
      if (ready) await state(page, "idle");
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
      assert.deepEqual(errors, [], "errors of the page, its console and its content security policy");
    },
  };
}

export const state = (page, name) => page.locator(`#status[data-state="${name}"]`).waitFor();

/**
 * Pastes a program in place of the one in the editor. Not `fill`: Chromium's own replacing of styled text writes a style
 * attribute, which the page's policy refuses (the editor draws the line anew, so only the console has to tell).
 */
export async function write(page, program) {
  const content = page.locator("#editor .cm-content");
  await content.press("Control+a");
  await content.evaluate((target, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, program);
}

export async function run(page, program) {
  if (program !== undefined) await write(page, program);
  await page.locator("#run").click();
}

/** The program as the engine got it; for one whose main file has the step `program`. */
export async function givenProgram(page) {
  await page.locator("#run").click();
  await state(page, "exited");
  const line = page.locator("#output .line .text").first();
  await line.waitFor();
  return JSON.parse(await line.textContent());
}

/** Chooses a program from the drawer, by the part of its address after `#`. */
export async function choose(page, name) {
  await page.locator("#examples-open").click();
  await page.locator(`#examples a[href="#${name}"]`).click();
}

/** From the Python 3 form, which such an example is shown in first, to the one of its document. */
export async function showDocumented(page) {
  await page.getByRole("button", { name: "Show as documented" }).click();
  await page.getByRole("button", { name: "Show the Python 3 form" }).waitFor();
}

export const editorText = (page) =>
  page.locator("#editor .cm-line").evaluateAll((lines) => lines.map((line) => line.textContent).join("\n"));

/** The output's lines as `[thread, stream, text]`. */
export const lines = (page) =>
  page
    .locator("#output .line")
    .evaluateAll((rows) =>
      rows.map((row) => [row.dataset.thread, row.dataset.stream, row.querySelector(".text").textContent]),
    );
