/** WebKitGTK's own small browser, on a display of its own, driven over WebDriver. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { webkit } from "../../scripts/lib/env.mjs";
import { distFolder, target } from "../../scripts/lib/paths.mjs";

/** The browser keeps nothing of what it visits when it is driven, but the system's libraries have caches. */
const home = join(target, "webkit-home");
/** What would lead it elsewhere than to its home and its display, or make it another browser than Debian's. */
const UNWANTED = ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "WAYLAND_DISPLAY", "JSC_useSharedArrayBuffer"];
/** How long a page may take to load, a script to end, an element to come; as the other browsers have, on a busy machine too. */
const LIMIT_MS = 120_000;

/** Why these tests cannot run here; nothing where they can. For the option `skip` of a test. */
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
  // It names the display it took when clients may come.
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
 * `{ version, goto, evaluate, click, text, waitFor, close }` of a started browser with one page.
 *
 * Debian's WebKitGTK never lets shared memory be sent; with `sharesMemory` it does, by the switch of the JavaScript engine that
 * Safari turns on for every process of an isolated page.
 */
export async function openWebKit({ sharesMemory = false } = {}) {
  // Here, so that the file can be loaded where everything in it is skipped.
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
    // The driver does not await the end of a load for which the browser changes to another process, as it does by the headers.
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

/** What an async function gives in the page, as Playwright and Puppeteer have it; WebDriver itself has callbacks. */
async function evaluate(driver, action, given) {
  const script = `const given = [...arguments];
    const done = given.pop();
    Promise.resolve().then(() => (${action})(...given)).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
  const { value, error } = await driver.executeAsyncScript(script, ...given);
  if (error) throw new Error(`in the page: ${error}`);
  return value;
}

/** A page of somebody else's with the built folder beside it, and one that says what can be sent to a worker. */
export function ownSite() {
  const folder = join(target, "webkit-site");
  rmSync(folder, { recursive: true, force: true });
  cpSync(fileURLToPath(new URL("site", import.meta.url)), folder, { recursive: true });
  symlinkSync(distFolder(), join(folder, "playground"));
  return folder;
}

/** Runs the page's element: `{ code, result, tier, state, shown, output }`, where `code` says why it did not run. */
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
