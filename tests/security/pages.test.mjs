/** The built pages comply with their content security policy, which forbids inline code, eval, blobs and other origins. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startServer } from "../../scripts/lib/server.mjs";
import { builtFolder } from "../e2e/support.mjs";
import { launchBrowser } from "../support/browser.mjs";

const pages = readdirSync(builtFolder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html"));
const POLICY = ["default-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", "worker-src 'self'"];

let server;
let browser;
before(async () => {
  server = await startServer({ folder: builtFolder });
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await server.close();
});

test("every built page carries the policy, first of all, and has nothing inline", () => {
  assert.ok(pages.length > 25);
  for (const name of pages) {
    const html = readFileSync(join(builtFolder, name), "utf8").replaceAll("&#39;", "'");
    const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
    const rules = policy?.split("; ") ?? [];
    for (const rule of POLICY) assert.ok(rules.includes(rule), `${name}: ${rule} is not in ${policy}`);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|blob:|https?:|\*/, name);
    assert.ok(
      html.indexOf("Content-Security-Policy") < html.search(/<(script|link|style)\b/),
      `${name}: before what it rules`,
    );
    assert.doesNotMatch(html, /<style\b|<script(?![^>]*\bsrc=)|\son\w+="|\sstyle="|javascript:/, name);
  }
});

/** Tries what an attacker could who has put markup or a script's text into the page. Returns the results. */
async function attack() {
  const refused = [];
  // The event arrives a little later than the request fails.
  const told = new Promise((resolve) => {
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
      refused.push(effectiveDirective);
      if (effectiveDirective === "connect-src") resolve();
    });
  });
  window.owned = [];
  const script = document.createElement("script");
  script.textContent = "window.owned.push('inline script')";
  document.body.append(script);
  const box = document.createElement("div");
  box.innerHTML = `<img src="data:image/none," onerror="window.owned.push('handler')">`;
  document.body.append(box);
  await new Promise((resolve) => box.firstChild.addEventListener("error", resolve));
  const outcome = (act) => {
    try {
      return `came through: ${act()}`;
    } catch (error) {
      return error.name;
    }
  };
  const evaluated = outcome(() => new Function("return 1")());
  const blob = URL.createObjectURL(new Blob(["postMessage(1)"], { type: "text/javascript" }));
  const worker = await new Promise((resolve) => {
    try {
      const made = new Worker(blob);
      made.onmessage = () => resolve("runs");
      made.onerror = () => resolve("refused");
    } catch {
      resolve("refused");
    }
  });
  const sent = await fetch("https://example.org/").then(
    () => "sent",
    () => "refused",
  );
  await Promise.race([told, new Promise((resolve) => setTimeout(resolve, 10_000))]);
  return { owned: window.owned, evaluated, worker, sent, refused: [...new Set(refused)].sort() };
}

for (const name of ["index.html", "tutorial/start.html", "frame.html"]) {
  test(`${name}: an inline script, a handler, eval, a worker from a blob and a request elsewhere are refused`, async () => {
    const page = await browser.newPage();
    await page.goto(server.url + name);
    const found = await page.evaluate(attack);
    assert.deepEqual(found, {
      owned: [],
      evaluated: "EvalError",
      worker: "refused",
      sent: "refused",
      refused: ["connect-src", "script-src", "script-src-attr", "script-src-elem", "worker-src"],
    });
    await page.close();
  });
}

const HOSTILE = `import sys
print("<img src=x onerror=\\"window.owned = 1\\"><script>window.owned = 2</script>")
print("\\x1b]8;;javascript:window.owned=3\\x07a link\\x1b]8;;\\x07 \\x1b[31;1m<b>red</b>\\x1b[0m")
print("</pre><iframe srcdoc='<script>parent.owned = 4</script>'></iframe>", file=sys.stderr)
sys.stdout.flush()
raise ValueError("<script>window.owned = 5</script> in <module>")
`;

test("what a program prints, and how it fails, is only ever text", async () => {
  const page = await browser.newPage();
  await page.goto(`${server.url}tutorial/start.html`);
  await page.waitForFunction(() => customElements.get("threading-playground"));
  await page.evaluate((code) => {
    document.querySelector("threading-playground").code = code;
  }, HOSTILE);
  const { status } = await page.evaluate(() => document.querySelector("threading-playground").run());
  assert.equal(status, 1);
  const output = page.locator("threading-playground").first().locator('[data-part="output"]');
  await output.locator(".line", { hasText: "ValueError: <script>window.owned = 5</script> in <module>" }).waitFor();
  const made = await output.evaluate((element) => [
    ...new Set([...element.querySelectorAll("*")].map((child) => child.localName)),
  ]);
  // The location in a traceback is one of our links, to the program's line.
  assert.deepEqual(made.sort(), ["a", "div", "span"]);
  const links = await output.locator("a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  assert.ok(
    links.every((href) => href === "#program"),
    String(links),
  );
  assert.equal(await page.evaluate(() => window.owned), undefined);
  await page.close();
});
