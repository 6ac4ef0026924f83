/**
 * A hostile program in a link: its names, its threads' names, its output, its prompts and its errors are shown as text
 * everywhere.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { builtFolder } from "../e2e/support.mjs";
import { setUp, state } from "../page/harness.mjs";

/** Each runs, as markup, in another way; the number shows which one did. */
const markup = (n) => `<img src=x${n} onerror="owned=${n}"><script>owned=${n}</script><b>bold</b>`;
/** A name cannot contain angle brackets, so that a download can be unpacked; these would have to be unescaped first. */
const FILE = "&lt;img src=x1 onerror=owned=1&gt;.py";
const PROGRAM = `import sys, threading
print(sys.argv[1], sys.stdin.readline())
def work():
    print(${JSON.stringify(markup(3))})
    raise ValueError(${JSON.stringify(markup(4))})
thread = threading.Thread(target=work, name=${JSON.stringify(markup(5))})
thread.start()
thread.join()
print("\\x1b]8;;javascript:owned=6\\x07link\\x1b]8;;\\x07\\x1b]0;<title>owned=6</title>\\x07")
print("\\x1b[31m" + ${JSON.stringify(markup(7))} + "\\x1b[0m\\r\\b")
print(${JSON.stringify(`File "${FILE}", line 1, in <module>`)})
sys.exit(${JSON.stringify(markup(8))})
`;

let site;
before(async () => {
  site = await setUp({ folder: builtFolder });
});
after(() => site.close());

/** Elements that no part of the page creates, and attributes that run code. */
const strangers = () => {
  const all = [...document.querySelectorAll("body *")];
  const attributes = all.flatMap(({ attributes }) => [...attributes]);
  return {
    elements: all
      .map(({ localName }) => localName)
      .filter((name) => /^(img|script|b|iframe|object|embed|title)$/.test(name)),
    attributes: attributes
      .filter(({ name, value }) => /^on/.test(name) || /^\s*javascript:/i.test(value))
      .map(({ name }) => name),
    owned: window.owned,
  };
};
const NONE = { elements: [], attributes: [], owned: undefined };

test("a link's program is shown as text before it runs, while it runs and after it", async () => {
  const program = { files: { [FILE]: PROGRAM }, main: FILE, argv: [markup(2)], stdin: `${markup(9)}\n` };
  const requests = [];
  const page = await site.open({
    path: `#code=${deflateRawSync(JSON.stringify(program)).toString("base64url")}`,
    prepare: async (context) => context.on("request", (request) => requests.push(request.url())),
  });
  await page.locator("#tabs", { hasText: FILE }).waitFor();
  assert.deepEqual(await page.evaluate(strangers), NONE);
  assert.equal(await page.locator("#output .line").count(), 0, "and has not run");
  await page.locator("#run").click();
  await state(page, "exited");
  await page.locator("#output .line", { hasText: markup(8) }).waitFor();
  const shown = await page.locator("#output").innerText();
  for (const n of [2, 3, 4, 7, 8, 9]) assert.ok(shown.includes(markup(n)), `${n}: ${shown}`);
  assert.match(shown, /^.*link$/m);
  await page.locator("#threads", { hasText: markup(5) }).waitFor();
  assert.deepEqual(await page.evaluate(strangers), NONE);
  const links = await page.locator("#output a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  assert.ok(
    links.every((href) => href.startsWith("#")),
    String(links),
  );
  assert.deepEqual(
    requests.filter((url) => /\/x\d/.test(url)),
    [],
  );
});

test("a link whose files have markup for names is refused, in words", async () => {
  const name = `<img src=x1 onerror=owned=1>.py`;
  const program = { files: { [name]: "" }, main: name };
  const page = await site.open({
    path: `#code=${deflateRawSync(JSON.stringify(program)).toString("base64url")}`,
    ready: false,
  });
  await page.locator("#code-said", { hasText: "could not be read" }).waitFor();
  assert.deepEqual(await page.evaluate(strangers), NONE);
});

test("no script of the build makes code from text", () => {
  const scripts = readdirSync(builtFolder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".js"),
  );
  assert.ok(scripts.length > 10);
  for (const name of scripts) {
    const text = readFileSync(join(builtFolder, name), "utf8");
    const [found] = /\beval\(|\bnew Function\b|\bFunction\(|document\.write\(|insertAdjacentHTML/.exec(text) ?? [];
    assert.equal(found, undefined, name);
  }
});
