/** A reader of a built site: a server without any header, and one browser for all sites of a file. */
import assert from "node:assert/strict";
import { after } from "node:test";
import { startServer } from "../../scripts/lib/server.mjs";
import { launchBrowser } from "../support/browser.mjs";

/** What a theme says of itself: pydata, of a reader that has chosen neither light nor dark. */
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

/** The server of a folder, which need not be built yet: some generators write the site's address into its pages. */
export function serve(folder) {
  if (!servers.has(folder)) servers.set(folder, startServer({ folder, headers: {}, brotli: false }));
  return servers.get(folder);
}

/** Opens a page of the site. Any error of it fails the file. */
export async function read(folder, path = "") {
  launched ??= launchBrowser();
  // One reader: what a site's first page has fetched its next one has.
  context ??= launched.then((browser) => browser.newContext({ viewport: { width: 1280, height: 900 } }));
  const { url } = await serve(folder);
  const page = await (await context).newPage();
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    const { url: from } = message.location();
    if (NOT_OURS.test(message.text())) return;
    if (message.type() === "error" && !from.endsWith("/favicon.ico")) errors.push(`${message.text()} ${from}`);
  });
  await page.goto(url + path);
  return page;
}
