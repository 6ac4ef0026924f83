/**
 * Helpers of these tests: folders to serve, browsers in which service workers are allowed, and waits that both drivers
 * support.
 */
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
 * Serves `folder`, by default without any isolation header and without permission to cache. What works after the server is
 * closed works through the service worker alone. `asked` contains the requested paths.
 */
export async function serve({ folder = builtFolder, headers = {}, ...options } = {}) {
  const asked = [];
  const onRequest = (method, url) => method === "GET" && asked.push(new URL(url, "http://localhost").pathname);
  const server = await startServer({ folder, headers, immutable: false, onRequest, ...options });
  return { ...server, asked };
}

/** A folder for one test: a copy of the built one, or empty; `current` is a link that can be changed to another folder. */
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

/**
 * Changes every hash in the names of a copy of the built folder, like a build of other sources. Returns the runtime's hash.
 */
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

/** Opens a browser whose pages share one profile, and so its caches. */
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
/** The messages of a driver when the page reloads during a call. */
const ANEW = /context|navigat|destroyed|discarded|no such frame|Actor/i;

/**
 * Evaluates `look` in the page, or a frame of it, until the result is true, and returns it. The page may reload meanwhile.
 */
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

/**
 * Waits for a frame at an address that contains `part`. Returns the newest one, because a driver may list frames from before
 * a reload.
 */
export async function frameAt(page, part) {
  for (const end = Date.now() + LIMIT_MS; ; await wait(POLL_MS)) {
    const frame = page.frames().findLast((one) => one.url().includes(part));
    if (frame) return frame;
    if (Date.now() > end) throw new Error(`no frame at ${part}`);
  }
}

/** Waits for a state of the playground. If it is not reached, the error contains what the page shows. */
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

/** Runs the playground's current program. Returns its output. */
export async function run(page) {
  await state(page, "idle");
  await page.evaluate(() => document.querySelector("#run").click());
  await state(page, "exited");
  return page.evaluate(() =>
    [...document.querySelectorAll("#output .line .text")].map((line) => line.textContent).join("\n"),
  );
}

/**
 * Waits until all files that the page has loaded, and those of its workers, are kept. Returns the names of the kept files.
 */
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

/** Returns the paths of all files in the caches. */
export const keptNames = (page) =>
  page.evaluate(async () => {
    const all = (await caches.keys()).map(async (name) => (await caches.open(name)).keys());
    return (await Promise.all(all)).flat().map(({ url }) => new URL(url).pathname);
  });
