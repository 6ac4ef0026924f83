/** Build steps that are skipped when none of their inputs has changed. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { target } from "./paths.mjs";

/** Returns the files under `path`, or `path` itself if it is a file, in a fixed order. */
function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesUnder(join(path, entry.name)));
}

/** Returns a hash of the names and contents of files and folders, and of words such as flags. */
export function fingerprint(paths, words = []) {
  const hash = createHash("sha256").update(JSON.stringify(words));
  for (const file of paths.flatMap(filesUnder)) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

/**
 * Runs `work` unless it was run for the same inputs and its `outputs` still exist. `force` runs it anyway. Prints which of
 * the two happened.
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
