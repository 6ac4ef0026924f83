/** What these tests share: folders to serve, browsers in which service workers are allowed, and waits that both drivers have. */
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { launchBrowser as launchFirefox } from "../../scripts/lib/browser.mjs";
import { distFolder } from "../../scripts/lib/paths.mjs";
import { startServer } from "../../scripts/lib/server.mjs";
import { launchBrowser as launchChromium } from "../support/browser.mjs";

export const builtFolder = process.env.E2E_FOLDER ? resolve(process.env.E2E_FOLDER) : distFolder();
export const runtimeHash = () => readdirSync(join(builtFolder, "runtime"))[0];

const LIMIT_MS = 60_000;
const POLL_MS = 50;

/**
 * A server of `folder`, by default without any isolation header, and without leave to keep anything: what works after it is
 * closed works by the service worker alone. `asked` is the paths that were to be got.
 */
export async function serve({ folder = builtFolder, headers = {}, ...options } = {}) {
  const asked = [];
  const onRequest = (method, url) => method === "GET" && asked.push(new URL(url, "http://localhost").pathname);
  const server = await startServer({ folder, headers, immutable: false, onRequest, ...options });
  return { ...server, asked };
}

/** A folder for one test: a copy of the built one, or empty; `current` is a link that can be moved to another. */
export function scratch() {
  const base = mkdtempSync(join(tmpdir(), "playground-worker-"));
  let copies = 0;
  return {
    base,
    copy() {
      const folder = join(base, `copy-${++copies}`);
      cpSync(builtFolder, folder, { recursive: true, filter: (path) => extname(path) !== ".br" });
      return folder;
    },
    link(name, to) {
      rmSync(join(base, name), { force: true });
      symlinkSync(to, join(base, name));
      return join(base, name);
    },
    write(name, text) {
      writeFileSync(join(base, name), text);
    },
    dispose: () => rmSync(base, { recursive: true }),
  };
}

const TEXTS = new Set([".html", ".js", ".css", ".json"]);

/** Gives every hashed name in a copy of the built folder another hash, as a build of other sources does; the runtime's. */
export function rename(folder) {
  const letter = (old) => (old === "f" ? "e" : "f");
  const hash = readdirSync(join(folder, "runtime"))[0];
  const renames = [[hash, letter(hash[0]) + hash.slice(1)]];
  renameSync(join(folder, "runtime", hash), join(folder, "runtime", renames[0][1]));
  for (const name of readdirSync(join(folder, "assets"))) {
    const other = name.replace(/-(.)(.{7}\.[a-z0-9]+)$/, (_, first, rest) => `-${letter(first)}${rest}`);
    renames.push([name, other]);
    renameSync(join(folder, "assets", name), join(folder, "assets", other));
  }
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!TEXTS.has(extname(name))) continue;
    const path = join(folder, name);
    writeFileSync(
      path,
      renames.reduce((text, [from, to]) => text.replaceAll(from, to), readFileSync(path, "utf8")),
    );
  }
  return renames[0][1];
}

/** A browser whose pages are of one profile, so that what one kept another finds. */
export async function open(name) {
  const browser = await (name === "firefox" ? launchFirefox(name) : launchChromium());
  const context = name === "firefox" ? browser : await browser.newContext();
  return {
    async page(address) {
      const page = await context.newPage();
      if (address) await page.goto(address);
      return page;
    },
    close: () => browser.close(),
  };
}

const wait = (ms) => new Promise((done) => setTimeout(done, ms));
/** What a driver says where the page was loaded anew while it looked. */
const ANEW = /context|navigat|destroyed|discarded|no such frame|Actor/i;

/** Asks the page, or a frame of it, until the answer is true, and gives that. It may be loaded anew meanwhile. */
export async function until(page, look, argument) {
  for (const end = Date.now() + LIMIT_MS; ; await wait(POLL_MS)) {
    let last;
    try {
      last = await page.evaluate(look, argument);
      if (last) return last;
    } catch (error) {
      if (!ANEW.test(error.message)) throw error;
      last = error;
    }
    if (Date.now() > end) throw new Error(`never, at last ${last}: ${look}`);
  }
}

/** Waits for a frame of the page at an address with `part` in it; the newest one, since a driver may list those of before a reload. */
export async function frameAt(page, part) {
  for (const end = Date.now() + LIMIT_MS; ; await wait(POLL_MS)) {
    const frame = page.frames().findLast((one) => one.url().includes(part));
    if (frame) return frame;
    if (Date.now() > end) throw new Error(`no frame at ${part}`);
  }
}

/** Waits for a state of the playground; where it does not come, the error has what the page shows instead. */
export async function state(page, name) {
  const is = (wanted) => document.querySelector("#status")?.dataset.state === wanted;
  try {
    await until(page, is, name);
  } catch (error) {
    const shown = await page.evaluate(() =>
      ["#notice", "#status"].map((part) => document.querySelector(part)?.innerText).join("; "),
    );
    throw new Error(`${error.message}; the page shows: ${shown}`);
  }
}

/** Runs the playground's program as it stands; its output. */
export async function run(page) {
  await state(page, "idle");
  await page.evaluate(() => document.querySelector("#run").click());
  await state(page, "exited");
  return page.evaluate(() =>
    [...document.querySelectorAll("#output .line .text")].map((line) => line.textContent).join("\n"),
  );
}

/** Waits until everything that the page has loaded is kept, and what its workers have; the names that are kept. */
export async function kept(page, { runtime = true, hash = runtimeHash() } = {}) {
  const look = async (needed) => {
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
    const here = location.href.replace(/#.*/, "").replace(/\/$/, "/index.html");
    const wanted = [here, ...loaded, ...needed.map((name) => new URL(name, here).href)];
    const found = await Promise.all(wanted.map((url) => caches.match(url)));
    return found.every((response) => response !== undefined);
  };
  const names = ["worker.js", "interpreter.js", "interpreter_bg.wasm"];
  const up = (await page.evaluate(() => location.pathname)).includes("/tutorial/") ? "../" : "";
  await until(page, look, runtime ? names.map((name) => `${up}runtime/${hash}/${name}`) : []);
  return keptNames(page);
}

/** The paths of everything in the caches. */
export const keptNames = (page) =>
  page.evaluate(async () => {
    const all = (await caches.keys()).map(async (name) => (await caches.open(name)).keys());
    return (await Promise.all(all)).flat().map(({ url }) => new URL(url).pathname);
  });
