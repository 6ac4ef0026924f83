/** Finds the files of the built page by their sources, with Vite's manifest of chunks. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { distFolder } from "./paths.mjs";

/**
 * Vite's manifest of a build. Chunks are listed by their source, or by `_` and the file's name if several sources share one.
 */
export const chunks = (folder = distFolder()) => JSON.parse(readFileSync(join(folder, ".vite/manifest.json"), "utf8"));

/**
 * Returns the scripts and style sheets that are loaded with the sources `from`, as names in the built folder. `later` adds
 * what they import on demand. Files that only `without` loads are left out.
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
