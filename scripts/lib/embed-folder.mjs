/** The part of the built folder that other people's pages need. The packages contain it, without the rest of the site. */
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { chunks, filesOf } from "./chunks.mjs";
import { distFolder, inRoot } from "./paths.mjs";
import { Failure } from "./process.mjs";

/** The element, the hidden frame, and the page that the element's link opens. */
const ENTRIES = ["src/element/public/threading-playground.ts", "frame.html", "index.html"];
const WHOLE = [
  "threading-playground.js",
  "threading-playground.css",
  "threading-playground.d.ts",
  "types",
  "custom-elements.json",
  "licenses.txt",
  "frame.html",
  "service-worker.js",
  "theme.js",
  "favicon.svg",
  "runtime",
  "examples",
];

/** Returns the playground's page without the links to the rest of the site. */
export function withoutSite(page) {
  return page
    .replace(/\n *<nav class="site".*?<\/nav>/s, "")
    .replace(/\n *<p class="drawer-foot">.*?<\/p>/s, "")
    .replace(/ *<a href="\.\/tutorial\/[^>]*>(?:The|the) tutorial<\/a>[^<]*(?=<\/p>)/s, "\n        ");
}

const isCopy = (path) => path.endsWith(".br");

/** Returns the names of all files under a folder, with `/`, sorted. */
export const filesUnder = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((name) => name.replaceAll("\\", "/"))
    .sort();

function hashOf(folder) {
  const hash = createHash("sha256");
  for (const name of filesUnder(folder)) hash.update(`\0${name}\0`).update(readFileSync(join(folder, name)));
  return hash.digest("hex").slice(0, 16);
}

/** Returns the interpreter's folder: `runtime/<hash>`. */
const runtimeIn = (folder) => `runtime/${readdirSync(join(folder, "runtime"))[0]}`;

export const packageVersion = () => JSON.parse(readFileSync(inRoot("package.json"), "utf8")).version;

/** Writes the folder to `to`. `version.json` identifies the build, so that a tool can replace another build. */
export function writeEmbedFolder(to) {
  const from = distFolder();
  if (!existsSync(join(from, "threading-playground.js"))) throw new Failure("dist/ is missing: run npm run build");
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const copy = (name) => {
    mkdirSync(dirname(join(to, name)), { recursive: true });
    cpSync(join(from, name), join(to, name), { recursive: true, filter: (path) => !isCopy(path) });
  };
  const scripts = filesOf(ENTRIES, { all: chunks(from), later: true });
  for (const name of new Set([...WHOLE, ...scripts])) copy(name);
  writeFileSync(join(to, "index.html"), withoutSite(readFileSync(join(from, "index.html"), "utf8")));
  const version = {
    name: "threading-playground",
    version: packageVersion(),
    build: hashOf(to),
    runtime: runtimeIn(to),
  };
  writeFileSync(join(to, "version.json"), `${JSON.stringify(version)}\n`);
}

export const bytesIn = (folder) => filesUnder(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
