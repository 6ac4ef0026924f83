import { expect, test } from "vitest";
import { FakeCache } from "./fake-cache";
import { SiteFiles } from "./files";
import { sweep } from "./sweep";

const scope = new URL("https://example.org/docs/");
const NEW = "1111111111111111";
const OLD = "0000000000000000";
const files = new SiteFiles(scope, [
  "index.html",
  "tutorial/race.html",
  "assets/index-NEWNEWNE.js",
  `runtime/${NEW}/worker.js`,
]);

function cacheOf(contents: Record<string, string>) {
  const cache = new FakeCache();
  for (const [name, text] of Object.entries(contents)) cache.kept.set(files.keyOf(name), new Response(text));
  return cache;
}

test("earlier runtimes go, with the scripts that nothing names, and files that are no more", async () => {
  const cache = cacheOf({
    "index.html": '<script src="./assets/index-NEWNEWNE.js">',
    "examples/removed.py": "",
    "assets/index-OLDOLDOL.js": `runtime/${OLD}/`,
    "assets/index-NEWNEWNE.js": `runtime/${NEW}/`,
    [`runtime/${OLD}/worker.js`]: "",
    [`runtime/${NEW}/worker.js`]: "",
  });
  await sweep(cache.real, files);
  expect([...cache.kept.keys()].map((key) => files.nameOfKey(key))).toEqual([
    "index.html",
    "assets/index-NEWNEWNE.js",
    `runtime/${NEW}/worker.js`,
  ]);
});

test("a page that was kept and not opened since keeps what it was made with", async () => {
  const cache = cacheOf({
    "index.html": '<script src="./assets/index-NEWNEWNE.js">',
    "tutorial/race.html": '<script src="../assets/main-OLDOLDOL.js">',
    "assets/main-OLDOLDOL.js": 'import("./live-OLDOLDOL.js")',
    "assets/live-OLDOLDOL.js": "",
    "assets/editor-OLDOLDOL.js": "",
    "assets/index-NEWNEWNE.js": "",
  });
  await sweep(cache.real, files);
  expect([...cache.kept.keys()].map((key) => files.nameOfKey(key))).toEqual([
    "index.html",
    "tutorial/race.html",
    "assets/main-OLDOLDOL.js",
    "assets/live-OLDOLDOL.js",
    "assets/index-NEWNEWNE.js",
  ]);
});
