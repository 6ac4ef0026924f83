/** Takes README's picture: the built page after a real run of a documented example. `node scripts/screenshot.mjs [FOLDER]` also
 * takes it light and dark, wide and narrow, into FOLDER. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launchBrowser } from "./lib/browser.mjs";
import { distFolder, inRoot } from "./lib/paths.mjs";
import { program } from "./lib/process.mjs";
import { startServer } from "./lib/server.mjs";

const EXAMPLE = "daemon_join";
const RUN_LIMIT_MS = 60_000;

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
  const browser = await launchBrowser("chromium");
  try {
    mkdirSync(inRoot("docs"), { recursive: true });
    const wide = { width: 1280, height: 820 };
    await shoot(browser, server.url, inRoot("docs/playground.png"), { viewport: wide });
    const folder = process.argv[2];
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    for (const colorScheme of ["light", "dark"]) {
      for (const viewport of [wide, { width: 390, height: 844 }]) {
        const path = join(folder, `${viewport.width}-${colorScheme}.png`);
        await shoot(browser, server.url, path, { viewport, colorScheme }, { fullPage: viewport.width < 500 });
      }
    }
  } finally {
    await browser.close();
    await server.close();
  }
});
