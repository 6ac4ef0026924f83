/** A reader of a built site: a server without any isolation header, and one browser for all sites of a file. */
import assert from "node:assert/strict";
import { after } from "node:test";
import { startServer } from "../../scripts/lib/server.mjs";
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

/** Starts the server of a folder, which may be built later: some generators write the site's address into its pages. */
export function serve(folder) {
  if (!servers.has(folder)) servers.set(folder, startServer({ folder, headers: {}, brotli: false }));
  return servers.get(folder);
}

/** Opens a page of the site. Any error of the page fails the file. */
export async function read(folder, path = "") {
  launched ??= launchBrowser();
  // One reader, so that files that the first page has fetched are cached for the next.
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
