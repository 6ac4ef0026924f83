/** Pages of built sites in Firefox, whose driver has no locators. */
import { after } from "node:test";
import { launchBrowser } from "../../scripts/lib/browser.mjs";
import { startServer } from "../../scripts/lib/server.mjs";

let launched;
const servers = [];
after(async () => {
  await (await launched)?.close();
  for (const server of servers) await server.close();
});

/** Opens a page of a folder on its own server, which sends `headers` and compresses nothing. `errors` are those of the page. */
export async function openInFirefox(folder, path, headers = {}) {
  launched ??= launchBrowser("firefox");
  const server = await startServer({ folder, headers, brotli: false });
  servers.push(server);
  const page = await (await launched).newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(server.url + path);
  await page.evaluate(() => customElements.whenDefined("threading-playground"));
  return { page, errors };
}

/**
 * Runs in the page: clicks Run of the first block. Returns its state, its tier and its lines after the run has ended or
 * failed.
 */
export function runFirst() {
  const block = document.querySelector("threading-playground");
  return new Promise((resolve) => {
    block.addEventListener("threading-playground-state", ({ detail: { state } }) => {
      if (!["exited", "failed", "unavailable"].includes(state)) return;
      const { stdout = "" } = block.result ?? {};
      resolve({ state, tier: block.tier, lines: stdout.trimEnd().split("\n") });
    });
    block.shadowRoot.querySelector("[part~='run']").click();
  });
}
