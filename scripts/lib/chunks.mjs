/** Which files of the built page belong to what, from the manifest that Vite writes of its chunks. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { distFolder } from "./paths.mjs";

/** Vite's manifest of a build: chunks by their source, or by `_` and the file's name where several sources share one. */
export const chunks = (folder = distFolder()) => JSON.parse(readFileSync(join(folder, ".vite/manifest.json"), "utf8"));

/**
 * The scripts and style sheets that come with the sources `from`, as names in the built folder. `later` adds what they
 * import on demand; what only `without` brings is left out.
 */
export function filesOf(from, { all = chunks(), later = false, without = [] } = {}) {
  const seen = new Set(without);
  const found = new Set();
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = all[key];
    if (!chunk) throw new Error(`the build has no ${key}: it has ${Object.keys(all).join(", ")}`);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) found.add(file);
    for (const next of [...(chunk.imports ?? []), ...(later ? (chunk.dynamicImports ?? []) : [])]) visit(next);
  };
  for (const key of from) visit(key);
  return [...found].sort();
}
