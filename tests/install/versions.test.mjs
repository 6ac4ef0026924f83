/**
 * Two versions of the package on one site, each installed in turn and copied like a user's: pages of one use nothing of the
 * other, and the older one can be deleted.
 */
import assert from "node:assert/strict";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before } from "node:test";
import { packageVersion } from "../../scripts/lib/embed-folder.mjs";
import { blockOf, property, run, test } from "../docs/support.mjs";
import { keptNames, until } from "../service-worker/support.mjs";
import { installed, siteOf, useInstalled } from "./installed.mjs";
import { npmInstall, packed, packedAs } from "./package.mjs";
import { read, serve, warningsOf } from "./reader.mjs";

const LATER = "99.0.0";
const names = [packageVersion(), LATER].map((version) => `threading-playground-${version}`);
const [older, newer] = names;

let site;
let folder;

const html = (versions, text) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${text}</title>
${versions.map((name) => `<script type="module" src="${name}/threading-playground.js"></script>`).join("\n")}
</head><body><threading-playground><pre><code>import threading
threading.Thread(target=print, args=("${text}",)).start()</code></pre></threading-playground></body></html>`;

before(async () => {
  await useInstalled();
  site = siteOf("versions");
  folder = join(site.folder, "public");
  for (const pack of [packed, (to) => packedAs(LATER, to)]) {
    npmInstall(site, pack(site.folder));
    assert.match(site.build("sh", ["-e", "copy.sh"]), /copied/);
    assert.match(site.build("sh", ["-e", "copy.sh"]), /up to date/);
  }
  writeFileSync(join(folder, "older.html"), html([older], "older"));
  writeFileSync(join(folder, "newer.html"), html([newer], "newer"));
  writeFileSync(join(folder, "both.html"), html(names, "both"));
});

/** Runs the program of a page. Returns the folders from which files were requested meanwhile, and the block's tier. */
async function visit(path, options = {}) {
  const { asked } = await serve(folder, options);
  const before = asked.length;
  const page = await read(folder, path, options);
  const block = await blockOf(page);
  assert.equal((await run(block)).output, `${path.replace(".html", "")}\n`);
  const tier = await property(block, "tier");
  const requests = asked.slice(before).map((name) => /^\/(threading-playground[^/]*)\/(.+)/.exec(name) ?? []);
  const filesOf = (name) =>
    requests
      .filter(([, from]) => from === name)
      .map(([, , file]) => file)
      // The browser looks for another service worker at a time of its own.
      .filter((file) => file !== "service-worker.js");
  return { page, tier, filesOf, used: names.filter((name) => filesOf(name).length > 0) };
}

test("the copies stand beside each other, and nothing else does", () => {
  assert.deepEqual(
    readdirSync(folder)
      .filter((name) => !name.endsWith(".html"))
      .sort(),
    [...names].sort(),
  );
});

for (const isIsolated of [false, true]) {
  const where = isIsolated ? "in pages with headers" : "in frames, with service workers";
  test(`a page uses the files of its own version alone, ${where}`, async () => {
    for (const [path, own] of [
      ["older.html", older],
      ["newer.html", newer],
    ]) {
      const { page, tier, used } = await visit(path, { isIsolated });
      assert.deepEqual([tier, used], [isIsolated ? "page" : "frame", [own]]);
      assert.deepEqual(warningsOf(page), []);
      await page.close();
    }
  });
}

test("each version's service worker keeps its own files, in a cache of its own", async () => {
  const { page } = await visit("newer.html");
  const found = await page.evaluate(async () => {
    const workers = await navigator.serviceWorker.getRegistrations();
    const caches = await window.caches.keys();
    const kept = caches.map(async (name) => (await (await window.caches.open(name)).keys()).map(({ url }) => url));
    return { scopes: workers.map(({ scope }) => scope), caches, kept: await Promise.all(kept) };
  });
  const { url } = await serve(folder);
  const folders = names.map((name) => `${url}${name}/`);
  assert.deepEqual(found.scopes.sort(), folders);
  const prefix = "threading-playground:1:";
  assert.deepEqual(
    found.caches.toSorted(),
    folders.map((scope) => `${prefix}${scope}`),
  );
  for (const [at, name] of found.caches.entries()) {
    const kept = found.kept[at];
    assert.ok(kept.length > 0);
    assert.ok(
      kept.every((file) => file.startsWith(name.slice(prefix.length))),
      `${name}: ${kept.join(" ")}`,
    );
  }
  await page.close();
});

test("a page with both: the first serves all elements, and the console names the one that is not used", async () => {
  const { page, filesOf } = await visit("both.html");
  const used = filesOf(newer).filter((name) => name.startsWith("runtime/") || name === "frame.html");
  assert.deepEqual(used, []);
  assert.equal(await page.locator("iframe").count(), 1);
  const [warning, ...others] = warningsOf(page);
  const { url } = await serve(folder);
  assert.ok(warning?.includes(`${url}${older}/ is in use on this page, and ${url}${newer}/ is not`), warning);
  assert.deepEqual(others, []);
  await page.close();
});

test("check names the pages of each copy; a deleted one leaves nothing with readers, and the other works on", async () => {
  const check = (options) => site.build(installed("threading-playground"), ["check", folder], options);
  // It has advice, for Firefox.
  const all = check({ fails: true });
  assert.match(all, new RegExp(`${older}: version ${packageVersion()}; 2 of 3 pages load it`));
  assert.match(all, new RegExp(`${newer}: version ${LATER}; 1 of 3 pages load it`));
  rmSync(join(folder, "both.html"));
  rmSync(join(folder, "older.html"));
  assert.match(check({ fails: true }), new RegExp(`${older}: .*no page loads it, so it can be deleted`));
  rmSync(join(folder, older), { recursive: true });
  const { page } = await visit("newer.html");
  await until(page, async (name) => !(await caches.keys()).some((key) => key.endsWith(`/${name}/`)), older);
  const kept = await keptNames(page);
  assert.ok(kept.some((name) => name.endsWith(".wasm")));
  assert.ok(kept.every((name) => name.startsWith(`/${newer}/`)));
  await page.close();
  writeFileSync(join(folder, "late.html"), html([older], "late"));
  assert.match(check({ fails: true }), new RegExp(`late.html loads ${older}/.*, which is not there`));
});
