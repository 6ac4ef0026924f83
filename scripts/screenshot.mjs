/**
 * Takes README's pictures: the built page after a real run of a documented example, and the element in a page that Sphinx
 * built. `node scripts/screenshot.mjs [FOLDER]` also takes both in light and dark, wide and narrow, into FOLDER.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { buildSite, siteFolder } from "../tests/docs/sites.mjs";
import { launchBrowser } from "./lib/browser.mjs";
import { distFolder, inRoot } from "./lib/paths.mjs";
import { program } from "./lib/process.mjs";
import { startServer } from "./lib/server.mjs";

const EXAMPLE = "daemon_join";
const RUN_LIMIT_MS = 60_000;

async function shootElement(browser, url, path, options) {
  const page = await browser.newPage(options);
  await page.goto(url);
  const element = page.locator("threading-playground").first();
  await element.locator('[data-part="run"]').click();
  await element.locator('[data-state="exited"]').waitFor({ timeout: RUN_LIMIT_MS });
  await page.screenshot({ path });
  await page.close();
}

async function shoot(browser, url, path, options, { fullPage = false } = {}) {
  const page = await browser.newPage(options);
  await page.goto(`${url}#${EXAMPLE}`);
  await page.locator('#status[data-state="idle"]').waitFor({ timeout: RUN_LIMIT_MS });
  await page.locator("#run").click();
  await page.locator("#status[data-exit-status]").waitFor({ timeout: RUN_LIMIT_MS });
  await page.screenshot({ path, fullPage });
  await page.close();
}

await program(async () => {
  const server = await startServer({ folder: distFolder() });
  const docs = await startServer({ folder: siteFolder("sphinx"), headers: {} });
  const browser = await launchBrowser("chromium");
  try {
    buildSite("sphinx", docs.url);
    mkdirSync(inRoot("docs"), { recursive: true });
    const wide = { width: 1280, height: 820 };
    await shoot(browser, server.url, inRoot("docs/playground.png"), { viewport: wide });
    await shootElement(browser, docs.url, inRoot("docs/element.png"), { viewport: wide });
    const folder = process.argv[2];
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    for (const colorScheme of ["light", "dark"]) {
      for (const viewport of [wide, { width: 390, height: 844 }]) {
        const path = (name) => join(folder, `${name}-${viewport.width}-${colorScheme}.png`);
        const options = { viewport, colorScheme };
        await shoot(browser, server.url, path("playground"), options, { fullPage: viewport.width < 500 });
        await shootElement(browser, docs.url, path("element"), options);
      }
    }
  } finally {
    await browser.close();
    await docs.close();
    await server.close();
  }
});
