/**
 * Takes README's pictures: the built page after a run in which a lock is handed over, and after a deadlock, and the element in a page
 * that Sphinx built. `node scripts/screenshot.mjs [FOLDER]` also takes the page and the element in light and dark, wide and narrow, into
 * FOLDER.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { buildSite, siteFolder } from "../tests/docs/sites.mjs";
import { run } from "../tests/page/harness.mjs";
import { launchBrowser } from "./lib/browser.mjs";
import { distFolder, inRoot } from "./lib/paths.mjs";
import { program } from "./lib/process.mjs";
import { startServer } from "./lib/server.mjs";

const EXAMPLE = "daemon_join";
/** Three threads hand one lock to each other. */
const HANDED_OVER = `import threading
import time

till = threading.Lock()


def serve(customers):
    for _ in range(customers):
        with till:
            time.sleep(0.03)
        time.sleep(0.02)


tellers = [
    threading.Thread(target=serve, args=(4,), name=name)
    for name in ("Ada", "Grace", "Edsger")
]
for teller in tellers:
    teller.start()
for teller in tellers:
    teller.join()
print("closed")
`;
/** Two threads, each with the lock that the other one waits for. */
const DEADLOCK = `import threading

fork, knife = threading.Lock(), threading.Lock()
seated = threading.Barrier(2)


def eat(first, second):
    with first:
        seated.wait()
        with second:
            print("eats")


threading.Thread(target=eat, args=(fork, knife), name="Ada").start()
threading.Thread(target=eat, args=(knife, fork), name="Grace").start()
`;
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

/** The page after a run of `program`, once `selector` is there. */
async function shootProgram(browser, url, path, program, selector, options) {
  const page = await browser.newPage(options);
  await page.goto(`${url}#own`);
  await page.locator('#status[data-state="idle"]').waitFor({ timeout: RUN_LIMIT_MS });
  await run(page, program);
  await page.locator(selector).first().waitFor({ timeout: RUN_LIMIT_MS });
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
    await shootElement(browser, docs.url, inRoot("docs/element.png"), { viewport: wide });
    const ended = "#status[data-exit-status]";
    await shootProgram(browser, server.url, inRoot("docs/timeline.png"), HANDED_OVER, ended, { viewport: wide });
    const explained = "#dock-problems :text('deadlock')";
    await shootProgram(browser, server.url, inRoot("docs/deadlock.png"), DEADLOCK, explained, { viewport: wide });
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
