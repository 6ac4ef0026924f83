/**
 * A headless browser: Chromium by Playwright, Firefox by Puppeteer over WebDriver BiDi. Only methods that both kinds of page
 * have in the same form are used: `goto`, `evaluate`, `exposeFunction`, `on`, `close`.
 */
import { browsers } from "./env.mjs";
import { Failure } from "./process.mjs";

export const CHROMIUM_ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A container's /dev/shm is too small for a browser.
  "--disable-dev-shm-usage",
];

/** Our own handler decides the effect of a signal, so that Ctrl+C can reach the program. */
const SIGNALS = { handleSIGINT: false, handleSIGTERM: true, handleSIGHUP: true };

/** Returns `{ newPage, close, kill }` of a started browser. `firefoxPrefs` are settings of about:config. */
export async function launchBrowser(name = "chromium", { firefoxPrefs = {} } = {}) {
  if (name !== "chromium" && name !== "firefox") throw new Failure(`--browser ${name}: chromium or firefox`);
  const executablePath = browsers()[name];
  if (!executablePath) {
    const variable = name === "chromium" ? "CHROME" : "FIREFOX";
    throw new Failure(`${name} is not installed: run node scripts/setup.mjs, or name it in ${variable}`);
  }
  return name === "chromium" ? launchChromium(executablePath) : launchFirefox(executablePath, firefoxPrefs);
}

async function launchChromium(executablePath) {
  const { chromium } = await import("playwright-core");
  const server = await chromium.launchServer({ executablePath, args: CHROMIUM_ARGUMENTS, ...SIGNALS });
  const browser = await chromium.connect(server.wsEndpoint());
  return {
    newPage: async (options) => (await browser.newContext(options)).newPage(),
    close: () => server.close(),
    kill: () => server.kill(),
  };
}

async function launchFirefox(executablePath, extraPrefsFirefox) {
  const { default: puppeteer } = await import("puppeteer-core");
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath,
    headless: true,
    extraPrefsFirefox,
    // A program may run for longer than the default limit of a call, which is three minutes.
    protocolTimeout: 0,
    ...SIGNALS,
  });
  return {
    newPage: () => browser.newPage(),
    close: () => browser.close(),
    kill: async () => browser.process()?.kill("SIGKILL"),
  };
}
