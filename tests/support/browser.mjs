/** The system's Chromium through Playwright, with contexts, for tests of the page. */
import { chromium } from "playwright-core";
import { CHROMIUM_ARGUMENTS } from "../../scripts/lib/browser.mjs";
import { browsers } from "../../scripts/lib/env.mjs";

export function launchBrowser() {
  return chromium.launch({ executablePath: browsers().chromium, args: CHROMIUM_ARGUMENTS });
}
