/** `npm pack`: its content, and that the package runs after it is unpacked beside a page. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { after, before, test } from "node:test";
import { chunks, filesOf } from "../../scripts/lib/chunks.mjs";
import { startServer } from "../../scripts/lib/server.mjs";
import { launchBrowser } from "../support/browser.mjs";
import { packAndUnpack } from "./packed.mjs";

let packed;
before(() => {
  packed = packAndUnpack();
});
after(() => packed.remove());

const read = (name) => readFileSync(join(packed.folder, "threading-playground", name), "utf8");

/** The content of the package. A file that matches no line is an error, and so is a line that matches no file. */
const CONTENT = [
  /^(package\.json|README\.md|LICENSE)$/,
  // For authors of pages: the command, and the plugins for markdown-it and remark.
  /^bin\/threading-playground\.mjs$/,
  /^(markdown-it|remark)\.(js|d\.ts)$/,
  /^fence\.js$/,
  // For pages with the element, and for their authors.
  /^dist\/threading-playground\.(js|css|d\.ts)$/,
  /^dist\/types\/(element|errors|threading-playground|types)\.d\.ts$/,
  /^dist\/custom-elements\.json$/,
  /^dist\/licenses\.txt$/,
  /^dist\/version\.json$/,
  // The files that run programs.
  /^dist\/(frame\.html|service-worker\.js)$/,
  /^dist\/runtime\/[0-9a-f]{16}\/(interpreter|host|stack|worker)\.js$/,
  /^dist\/runtime\/[0-9a-f]{16}\/(interpreter_bg\.wasm|licenses\.txt)$/,
  /^dist\/runtime\/[0-9a-f]{16}\/snippets\/[\w./-]+\.js$/,
  // The target of the element's link: the playground with its examples.
  /^dist\/(index\.html|theme\.js|favicon\.svg)$/,
  /^dist\/examples\/index\.json$/,
  /^dist\/examples\/(python3\/)?\w+\.(py|out|status)$/,
  /^dist\/assets\/[\w-]+-[\w-]{8}\.(js|css)$/,
];

test("the package has what the page needs, and nothing else", () => {
  const { files } = packed;
  const strays = files.filter((name) => !CONTENT.some((pattern) => pattern.test(name)));
  assert.deepEqual(strays, []);
  const idle = CONTENT.filter((pattern) => !files.some((name) => pattern.test(name)));
  assert.deepEqual(idle, []);
});

test("the licences of what the interpreter is compiled from come with it", () => {
  const text = read(packed.files.find((name) => /runtime\/.*\/licenses\.txt$/.test(name)));
  const named = [...text.matchAll(/^- (\S+) \S+ \((.+?)\)/gm)].map(([, crate, license]) => `${crate}: ${license}`);
  assert.ok(named.length > 100, `${named.length} crates`);
  for (const line of ["rustpython-vm: MIT", "rustpython-pylib: Lib/PSF-LICENSE", "malachite-bigint: LGPL-3.0-only"]) {
    assert.ok(named.includes(line), line);
  }
  assert.ok(!named.some((line) => line.startsWith("syn:")), "what only the compiler runs is not in it");
  for (const title of [/PYTHON SOFTWARE FOUNDATION LICENSE/, /GNU LESSER GENERAL PUBLIC LICENSE/, /Apache License/]) {
    assert.match(text, title);
  }
});

/** Returns the addresses of other files in a page of the package, as names in the package. */
function addressesIn(page) {
  const addresses = [...read(page).matchAll(/\s(?:href|src)="([^"#?]+)/g)].map(([, address]) => address);
  const names = addresses
    .filter((address) => !/^[a-z]+:/.test(address))
    .map((address) => posix.join(dirname(page), address));
  assert.ok(names.length > 0, page);
  return names;
}

const pages = () => packed.files.filter((name) => name.endsWith(".html"));

test("its scripts and style sheets are those of the element and of its pages", () => {
  const all = chunks();
  const named = new Set([...pages().flatMap(addressesIn), "dist/threading-playground.js"]);
  const entries = Object.keys(all).filter((key) => named.has(`dist/${all[key].file}`));
  const wanted = filesOf(entries, { all, later: true }).filter((name) => name.startsWith("assets/"));
  assert.ok(wanted.length > 10);
  assert.deepEqual(
    packed.files.filter((name) => name.startsWith("dist/assets/")),
    wanted.map((name) => `dist/${name}`),
  );
});

test("no address of its pages leads to nowhere", () => {
  const { files } = packed;
  const there = (name) => files.includes(name.endsWith("/") ? `${name}index.html` : name);
  const dead = pages().flatMap((page) =>
    addressesIn(page)
      .filter((name) => !there(name))
      .map((name) => [page, name]),
  );
  assert.deepEqual(dead, []);
});

test("package.json names files of the package, and brings no other package", () => {
  const { exports, types, customElements, sideEffects, dependencies } = JSON.parse(read("package.json"));
  assert.equal(dependencies, undefined);
  const named = Object.values(exports).flatMap((value) => (typeof value === "string" ? [value] : Object.values(value)));
  const addresses = [...named, types, customElements, ...sideEffects].filter((address) => !address.includes("*"));
  assert.ok(addresses.length > 6);
  for (const address of addresses) assert.ok(packed.files.includes(posix.normalize(address)), address);
  const { modules } = JSON.parse(read(customElements));
  for (const { path } of modules) assert.ok(packed.files.includes(path), path);
});

const PROGRAM = `import threading

def work():
    print("from", threading.current_thread().name)

threads = [threading.Thread(target=work, name=f"Worker {n}") for n in (1, 2)]
for thread in threads:
    thread.start()
    thread.join()
`;

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Somebody's page</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="threading-playground/dist/threading-playground.css">
<script type="module" src="threading-playground/dist/threading-playground.js"></script></head>
<body><h1>Threads</h1>
<threading-playground file="workers.py"><pre><code>${PROGRAM}</code></pre></threading-playground>
</body></html>
`;

test("unpacked beside a page, on a server without any header, it runs a program", async (t) => {
  writeFileSync(join(packed.folder, "index.html"), PAGE);
  const server = await startServer({ folder: packed.folder, headers: {} });
  t.after(() => server.close());
  const browser = await launchBrowser();
  t.after(() => browser.close());
  const page = await (await browser.newContext()).newPage();
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("response", (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()} ${response.url()}`);
  });

  await page.goto(server.url);
  assert.equal(await page.evaluate(() => crossOriginIsolated), false);
  const element = page.locator("threading-playground");
  await element.getByRole("button", { name: "Run" }).click();
  await page.locator("threading-playground:state(exited)").waitFor();
  const { tier, result } = await element.evaluate(({ tier, result }) => ({ tier, result }));
  assert.equal(tier, "frame");
  assert.equal(result.status, 0);
  assert.equal(result.output, "from Worker 1\nfrom Worker 2\n");
  assert.deepEqual(
    result.threads.map(({ name }) => name),
    ["Worker 1", "Worker 2"],
  );

  await element.getByRole("button", { name: "Edit" }).click();
  await element.locator(".cm-content").waitFor();
  await page.goto(`${server.url}threading-playground/dist/index.html`);
  await page.locator("#examples-open").click();
  await page.locator("#example-list a").first().waitFor();
  assert.equal(await page.locator('a[href*="tutorial"]').count(), 0, "the site is not in the package");
  assert.deepEqual(troubles, []);
});
