/**
 * Helpers of the tests of documentation sites: a built site on two servers, its pages in Chromium, and a reader's clicks.
 */
import assert from "node:assert/strict";
import { after, before, test as nodeTest } from "node:test";
import { ISOLATION_HEADERS, startServer } from "../../scripts/lib/server.mjs";
import { launchBrowser } from "../support/browser.mjs";
import { buildSite, siteFolder } from "./sites.mjs";

/** Files of the built folder that only a run or an edit needs. */
const ON_DEMAND = /\/(live|editor|runtime|frame|comlink|status-view)-|\/runtime\/|worker|frame\.html|\.wasm$/;

/** Fails the test if a page does not answer. */
export const test = (name, act) => nodeTest(name, { timeout: 60_000 }, act);

/**
 * Builds the site before the file's tests. `open(path)` opens a page as a new reader, from a plain server or, with
 * `isolated`, from one that sends the two headers. Any error of a page or its console fails the file.
 */
export function useSite(name) {
  const site = { errors: [] };
  let server;
  let isIsolated = false;

  /** Both servers use the same address, because some generators write the site's address into its pages. */
  async function serve(isolated) {
    if (server && isIsolated === isolated) return;
    const port = server ? new URL(server.url).port : 0;
    await server?.close();
    server = await startServer({ folder: siteFolder(name), port, headers: isolated ? ISOLATION_HEADERS : {} });
    isIsolated = isolated;
  }

  before(async () => {
    await serve(false);
    buildSite(name, server.url);
    site.browser = await launchBrowser();
  });
  after(async () => {
    await site.browser?.close();
    await server?.close();
    assert.deepEqual(site.errors, [], "errors of the pages and their consoles");
  });

  site.open = async (path = "", { isolated = false, ...contextOptions } = {}) => {
    await serve(isolated);
    const context = await site.browser.newContext({ viewport: { width: 1280, height: 900 }, ...contextOptions });
    const page = await context.newPage();
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    page.on("pageerror", (error) => site.errors.push(String(error)));
    page.on("console", (message) => {
      const { url } = message.location();
      // The browser requests the site's icon, which these sites do not have.
      if (message.type() === "error" && !url.endsWith("/favicon.ico")) site.errors.push(`${message.text()} ${url}`);
    });
    await page.goto(server.url + path);
    return {
      page,
      asked,
      onDemand: () => asked.filter((path) => path.includes("/threading-playground/") && ON_DEMAND.test(path)),
    };
  };
  return site;
}

/** Returns the nth live block when the element is defined. */
export async function blockOf(page, index = 0) {
  await page.evaluate(() => customElements.whenDefined("threading-playground"));
  const block = page.locator("threading-playground").nth(index);
  await block.waitFor();
  return block;
}

export const part = (block, name) => block.locator(`[part~="${name}"]`);
export const property = (block, name) => block.evaluate((element, key) => element[key], name);

/** Clicks Run, waits for the end of the run and returns its result. */
export async function run(block) {
  const ended = ending(block);
  await part(block, "run").click();
  return ended;
}

/** Returns the result of the run that ends next, or rejects if programs cannot run. */
export function ending(block) {
  return block.evaluate(
    (element) =>
      new Promise((resolve, reject) => {
        element.addEventListener("threading-playground-end", ({ detail }) => resolve(detail), { once: true });
        element.addEventListener("threading-playground-state", ({ detail: { state } }) => {
          if (state === "failed" || state === "unavailable") reject(new Error(`the element is ${state}`));
        });
      }),
  );
}

/** Returns the lines that the reader sees, after the last of them is `last`. */
export async function shownLines(block, last) {
  const lines = part(block, "lines").locator(".line .text");
  await lines.filter({ hasText: last }).last().waitFor();
  return lines.allTextContents();
}

/** Returns the workers that run Python, because a docs site may have other workers. */
export const pythonWorkers = (page) => page.workers().filter((worker) => worker.url().includes("/runtime/"));

/** Runs in the page: returns how bright a block's bar and its text are, from 0 to 255. */
export function luminance(element) {
  const style = getComputedStyle(element.shadowRoot.querySelector("[part~='bar']"));
  const bright = (color) => {
    const context = new OffscreenCanvas(1, 1).getContext("2d");
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  return { ground: bright(style.backgroundColor), text: bright(style.color) };
}
