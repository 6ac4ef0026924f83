/** WebKitGTK's own small browser, on a separate display, driven over WebDriver. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { webkit } from "../../scripts/lib/env.mjs";
import { distFolder, target } from "../../scripts/lib/paths.mjs";

/** A driven browser stores nothing about the pages that it visits, but the system's libraries have caches. */
const home = join(target, "webkit-home");
/** Variables that would change the browser's home, its display, or its build from Debian's. */
const UNWANTED = ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "WAYLAND_DISPLAY", "JSC_useSharedArrayBuffer"];
/**
 * How long a page may take to load, a script to end, an element to appear: the same as for other browsers, on a busy machine
 * too.
 */
const LIMIT_MS = 120_000;

/** Returns why these tests cannot run here, `undefined` if they can. It is the option `skip` of a test. */
export function missingWebKit() {
  const found = webkit();
  const missing = [
    ["webkit2gtk-driver", found.webkitDriver],
    ["xvfb", found.xvfb],
  ].flatMap(([name, path]) => (path ? [] : [name]));
  return missing.length > 0 && `WebKitGTK cannot be started without ${missing.join(" and ")}`;
}

async function startDisplay(program) {
  const server = spawn(program, ["-displayfd", "1", "-nolisten", "tcp"], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = once(server, "exit");
  // The server prints its display when clients may connect.
  const said = await Promise.race([once(server.stdout, "data"), ended.then(() => undefined)]);
  if (!said) throw new Error(`${program} ended with ${server.exitCode ?? server.signalCode}`);
  return {
    name: `:${String(said[0]).trim()}`,
    async close() {
      server.kill();
      await ended;
    },
  };
}

/**
 * Returns `{ version, goto, evaluate, click, text, waitFor, close }` of a started browser with one page.
 *
 * Debian's WebKitGTK does not allow shared memory to be posted. With `sharesMemory` it does, through the option of the
 * JavaScript engine that Safari enables for every process of an isolated page.
 */
export async function openWebKit({ sharesMemory = false } = {}) {
  // Imported here, so that the file can be loaded where all its tests are skipped.
  const { Builder, By, until } = await import("selenium-webdriver");
  const { DriverService } = await import("selenium-webdriver/remote/index.js");
  const { webkitDriver, xvfb } = webkit();
  mkdirSync(home, { recursive: true });
  const display = await startDisplay(xvfb);
  const environment = { ...process.env, DISPLAY: display.name, HOME: home };
  for (const name of UNWANTED) delete environment[name];
  if (sharesMemory) environment.JSC_useSharedArrayBuffer = "1";
  const service = new DriverService.Builder(webkitDriver)
    .addArguments("--host=127.0.0.1")
    .setHostname("127.0.0.1")
    .setEnvironment(environment)
    .build();
  let driver;
  const close = async () => {
    try {
      await driver?.quit();
    } finally {
      await service.kill();
      await display.close();
    }
  };
  try {
    const address = await service.start();
    driver = await new Builder().usingServer(address).withCapabilities({ browserName: "MiniBrowser" }).build();
    await driver.manage().setTimeouts({ script: LIMIT_MS, pageLoad: LIMIT_MS });
  } catch (error) {
    await close();
    throw error;
  }
  const goto = async (url) => {
    await driver.get(url);
    // The driver does not wait for the end of a load in which the browser switches to another process, which the headers
    // cause.
    const isThere = (there) => location.href.startsWith(there) && document.readyState === "complete";
    const asked = () => evaluate(driver, isThere, [url.replace(/#.*/, "")]).catch(() => false);
    await driver.wait(asked, LIMIT_MS, `${url} was not loaded`);
  };
  const find = (selector) => driver.findElement(By.css(selector));
  return {
    version: (await driver.getCapabilities()).get("browserVersion"),
    goto,
    evaluate: (action, ...given) => evaluate(driver, action, given),
    click: (selector) => find(selector).click(),
    text: (selector) => find(selector).getText(),
    waitFor: (selector) => driver.wait(until.elementLocated(By.css(selector)), LIMIT_MS, `no ${selector}`),
    close,
  };
}

/** Runs an async function in the page, like Playwright and Puppeteer; WebDriver itself has only callbacks. */
async function evaluate(driver, action, given) {
  const script = `const given = [...arguments];
    const done = given.pop();
    Promise.resolve().then(() => (${action})(...given)).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
  const { value, error } = await driver.executeAsyncScript(script, ...given);
  if (error) throw new Error(`in the page: ${error}`);
  return value;
}

/** A page of someone else with the built folder beside it, and one that reports what can be sent to a worker. */
export function ownSite() {
  const folder = join(target, "webkit-site");
  rmSync(folder, { recursive: true, force: true });
  cpSync(fileURLToPath(new URL("site", import.meta.url)), folder, { recursive: true });
  symlinkSync(distFolder(), join(folder, "playground"));
  return folder;
}

/**
 * Runs the page's element. Returns `{ code, result, tier, state, shown, output }`, where `code` is the reason if it did not
 * run.
 */
export async function elementAfterRun(page) {
  return page.evaluate(async () => {
    const element = document.querySelector("threading-playground");
    const outcome = await element.run().then(
      (result) => ({ result }),
      ({ code }) => ({ code }),
    );
    const { tier, state, shadowRoot } = element;
    const recorded = element.querySelector("[slot=output]");
    const output = recorded.checkVisibility() ? recorded.textContent : null;
    return { ...outcome, tier, state, shown: shadowRoot.querySelector('[data-part="root"]').innerText, output };
  });
}
