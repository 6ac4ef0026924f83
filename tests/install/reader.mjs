/** A reader of a built site: a server without any isolation header or compression, and one browser for all sites of a file. */
import assert from "node:assert/strict";
import { after } from "node:test";
import { ISOLATION_HEADERS, startServer } from "../../scripts/lib/server.mjs";
import { part } from "../docs/support.mjs";
import { launchBrowser } from "../support/browser.mjs";

/** A message of the theme pydata, if the reader has chosen neither light nor dark. */
const NOT_OURS = /^Got invalid theme mode: \. Resetting to auto\.$/;

let launched;
let context;
const servers = new Map();
const errors = [];

after(async () => {
  await (await launched)?.close();
  for (const server of servers.values()) await (await server).close();
  assert.deepEqual(errors, [], "errors of the pages and their consoles");
});

async function start(folder, isIsolated) {
  const asked = [];
  const onRequest = (method, url) => method === "GET" && asked.push(new URL(url, "http://localhost").pathname);
  const headers = isIsolated ? ISOLATION_HEADERS : {};
  return { ...(await startServer({ folder, headers, brotli: false, onRequest })), asked };
}

/**
 * Starts the server of a folder, which may be built later: some generators write the site's address into its pages. `asked`
 * of it are the paths of the files that were requested.
 */
export function serve(folder, { isIsolated = false } = {}) {
  const key = `${isIsolated} ${folder}`;
  if (!servers.has(key)) servers.set(key, start(folder, isIsolated));
  return servers.get(key);
}

/** The warnings in a page's console. */
export const warningsOf = (page) => warnings.get(page);
const warnings = new WeakMap();

/** Waits until a block's timeline shows a run of so many threads. */
export async function drawsTimeline(block, threads) {
  const note = part(block, "timeline").locator(".timeline-note", { hasText: `${threads} threads ·` });
  await note.waitFor();
}

/** Opens a page of the site. Any error of the page fails the file. */
export async function read(folder, path = "", options = {}) {
  const { url } = await serve(folder, options);
  return readAt(url + path);
}

/** As `read`, for a page of another server. */
export async function readAt(address) {
  launched ??= launchBrowser();
  // One reader, so that files that the first page has fetched are cached for the next.
  context ??= launched.then((browser) => browser.newContext({ viewport: { width: 1280, height: 900 } }));
  const page = await (await context).newPage();
  warnings.set(page, []);
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    const { url: from } = message.location();
    if (NOT_OURS.test(message.text())) return;
    if (message.type() === "warning") warnings.get(page).push(message.text());
    if (message.type() === "error" && !from.endsWith("/favicon.ico")) errors.push(`${message.text()} ${from}`);
  });
  await page.goto(address);
  return page;
}
