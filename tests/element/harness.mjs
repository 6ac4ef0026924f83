/** Pages of other people's docs, with the built folder beside them, as their readers open them. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { distFolder, target } from "../../scripts/lib/paths.mjs";
import { startServer } from "../../scripts/lib/server.mjs";
import { launchBrowser } from "../support/browser.mjs";

export const SCRIPT = '<script type="module" src="threading-playground/threading-playground.js"></script>';

/** Returns a whole page around `body`, like that of simple docs. */
export function page(body, { head = SCRIPT, style = "" } = {}) {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Docs</title><link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">
${head}
<style>body { max-width: 44rem; margin: 2rem auto; font-family: serif } ${style}</style></head>
<body><h1>Docs</h1>
${body}
<p>The end.</p></body>
</html>
`;
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Returns one element's markup. */
export function example(code, { attributes = 'file="example.py"', output } = {}) {
  const recorded = output === undefined ? "" : `<pre slot="output">\n${escaped(output)}</pre>`;
  return `<threading-playground ${attributes}><pre><code>${escaped(code)}</code></pre>${recorded}</threading-playground>`;
}

/** Creates a folder with these files and the built folder. */
export function docsFolder(files) {
  mkdirSync(join(target, "element-docs"), { recursive: true });
  const folder = mkdtempSync(join(target, "element-docs", "site-"));
  symlinkSync(process.env.E2E_FOLDER ?? distFolder(), join(folder, "threading-playground"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/**
 * Serves `files` and opens them in Chromium: `open(name, options)` returns a page, `close` fails if the pages had errors.
 * `headers` are sent with every response.
 */
export async function openDocs(files, { headers = {} } = {}) {
  const folder = docsFolder(files);
  const server = await startServer({ folder, headers });
  const browser = await launchBrowser();
  const errors = [];
  return {
    url: server.url,
    errors,
    async open(name = "index.html", options = {}) {
      const context = await browser.newContext({ viewport: { width: 1000, height: 900 }, ...options });
      const opened = await context.newPage();
      opened.on("pageerror", (error) => errors.push(String(error)));
      opened.on("console", (message) => {
        if (message.type() === "error") errors.push(message.text());
      });
      await opened.goto(server.url + name);
      return opened;
    },
    async close() {
      await browser.close();
      await server.close();
      rmSync(folder, { recursive: true });
      assert.deepEqual(errors, [], "errors of the pages and their consoles");
    },
  };
}

export const block = (opened, index = 0) => opened.locator("threading-playground").nth(index);
export const part = (root, name) => root.locator(`[data-part="${name}"]`);
export const inState = (root, state) =>
  part(root, "status")
    .and(root.locator(`[data-state="${state}"]`))
    .waitFor();
export const shown = (root) => part(root, "output").locator(".text").allInnerTexts();

/** Calls `run()` of the nth element. Returns its result, or the code of its error. */
export const run = (opened, index = 0) =>
  opened.evaluate((nth) => {
    const element = document.querySelectorAll("threading-playground")[nth];
    return element.run().catch((error) => ({ error: error.code, message: error.message }));
  }, index);

/** Replaces the program in the editor, by pasting. */
export async function write(root, program) {
  if (await part(root, "edit").isVisible()) await part(root, "edit").click();
  const content = root.locator(".cm-content");
  await content.press("Control+a");
  await content.evaluate((target_, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    target_.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, program);
}
