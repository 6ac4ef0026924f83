/** Steps of a build that are left out when nothing they read has changed. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { target } from "./paths.mjs";

/** The files under `path`, or the one that it is, in a fixed order. */
function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesUnder(join(path, entry.name)));
}

/** A hash over the names and contents of files and folders, and over words such as flags. */
export function fingerprint(paths, words = []) {
  const hash = createHash("sha256").update(JSON.stringify(words));
  for (const file of paths.flatMap(filesUnder)) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

/**
 * Does `work` unless it was done for the same inputs and its `outputs` are still there. `force` does it anyway.
 * Says which of the two.
 */
export async function step(name, { inputs, words, outputs, force = false }, work) {
  const stamp = join(target, "stamps", name);
  const now = fingerprint(inputs, words);
  const done = existsSync(stamp) && readFileSync(stamp, "utf8") === now && outputs.every((path) => existsSync(path));
  if (done && !force) {
    console.log(`${name}: up to date`);
    return;
  }
  const startedAt = performance.now();
  await work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
  console.log(`${name}: done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}
