/** The guide “Embed in your docs”: the tests here and in tests/install build and run its snippets. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import MarkdownIt from "markdown-it";
import { distFolder, inRoot } from "../../scripts/lib/paths.mjs";
import { startServer } from "../../scripts/lib/server.mjs";
import { violations } from "../support/axe.mjs";
import { launchBrowser } from "../support/browser.mjs";

const guide = readFileSync(inRoot("www/guide/embed.md"), "utf8");
const snippets = new MarkdownIt()
  .parse(guide, {})
  .filter(({ type, info }) => type === "fence" && info !== "example")
  .map(({ info, content }) => ({ file: / file=(\S+)$/.exec(info)?.[1], text: content }));

/** Removes the indentation that all lines share. */
function outdented(text) {
  const indents = text
    .split("\n")
    .filter(Boolean)
    .map((line) => /^ */.exec(line)[0].length);
  const common = Math.min(...indents);
  return text
    .split("\n")
    .map((line) => line.slice(common))
    .join("\n");
}

/** Returns whether `text` is among the lines of `whole`, all indented by the same amount. */
function stands(text, whole) {
  const lines = whole.split("\n");
  const wanted = text.trimEnd().split("\n").length;
  return lines.some((_, at) => outdented(lines.slice(at, at + wanted).join("\n")) === text.trimEnd());
}

test("every snippet stands in the site that it names", () => {
  const sites = ["sphinx", "mkdocs", "zensical", "mdbook", "npm/vitepress", "npm/astro", "npm/vite", "versions"].map(
    (name) => `tests/install/${name}/`,
  );
  for (const site of ["tests/docs/plain/", ...sites]) {
    assert.ok(
      snippets.some(({ file }) => file?.startsWith(site)),
      site,
    );
  }
  for (const { file, text } of snippets) {
    assert.ok(stands(text, readFileSync(inRoot(file), "utf8")), `${file} has not, in one piece:\n${text}`);
  }
});

test("the site has the guide, and leads to it", () => {
  const read = (name) => readFileSync(join(distFolder(), name), "utf8");
  const page = read("guide/embed.html");
  assert.match(page, /<h2 id="where-programs-run">/);
  assert.equal(page.match(/<figure class="snippet">/g).length, snippets.length);
  assert.match(read("index.html"), /href="\.\/guide\/embed\.html"/);
  assert.match(read("tutorial/index.html"), /<p>.*href="\.\.\/guide\/embed\.html"/s);
});

test("each snippet has a button that copies it", async () => {
  const server = await startServer({ folder: distFolder() });
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
    const page = await context.newPage();
    await page.goto(`${server.url}guide/embed.html`);
    const buttons = page.locator(".snippet").getByRole("button", { name: "Copy" });
    await buttons.first().waitFor();
    assert.equal(await buttons.count(), snippets.length);
    for (const [at, { text }] of snippets.entries()) {
      const snippet = page.locator(".snippet").nth(at);
      await snippet.getByRole("button", { name: "Copy" }).click();
      await snippet.getByRole("button", { name: "Copied" }).waitFor();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text.trimEnd());
    }
  } finally {
    await browser.close();
    await server.close();
  }
});

test("it names all that an author can use", () => {
  const surface = JSON.parse(readFileSync(inRoot("tests/package/surface.json"), "utf8"));
  const names = ["attributes", "properties", "methods", "events"].flatMap((kind) => Object.keys(surface[kind]));
  const shortened = surface.customProperties.map((name) => name.replace("--threading-playground-", ""));
  const code = [...guide.matchAll(/`([^`\n]+)`/g)].map(([, text]) => text.replace(/\(.*\)$/, ""));
  for (const name of [...names, ...surface.parts, ...surface.states, ...shortened]) {
    assert.ok(code.includes(name), `${name} is not in the guide`);
  }
});

test("its page is for everybody: axe finds nothing, and nothing sticks out", async () => {
  const server = await startServer({ folder: distFolder() });
  const browser = await launchBrowser();
  try {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [360, 1280]) {
        const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
        await page.goto(`${server.url}guide/embed.html`);
        await page.evaluate(() => customElements.whenDefined("threading-playground"));
        assert.deepEqual(await violations(page), [], `${colorScheme}, ${width} px`);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width} px`);
        await page.close();
      }
    }
  } finally {
    await browser.close();
    await server.close();
  }
});
