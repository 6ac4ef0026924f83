/**
 * Patched copies of released crates. `patches/<crate>+<version>.<topic>.patch` are applied, in the order of the file
 * `patches/series` (as in quilt), to the crate's files under target/patched/<crate>, without fuzz: if a patch does not
 * apply, the error names it.
 */
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, normalize } from "node:path";
import { inRoot, patchedFolder, target } from "./paths.mjs";
import { Failure, output, run } from "./process.mjs";

const NAME = /^(?<crate>[\w-]+)\+(?<version>\d+\.\d+\.\d+(?:-[\w.]+?)?)\.(?<topic>[\w-]+)\.patch$/;
/** In a patched copy: the hash of the patches that were applied. */
export const STAMP = ".patches";
export const SERIES = "series";

/** Returns the names in a folder's series, in order. It must contain every patch of the folder exactly once. */
function readSeries(folder) {
  const path = join(folder, SERIES);
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
  const names = lines.map((line) => line.replace(/#.*/, "").trim()).filter(Boolean);
  const there = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".patch")) : [];
  for (const [at, name] of names.entries()) {
    if (!there.includes(name)) throw new Failure(`patches/${SERIES}: there is no ${name}`);
    if (names.indexOf(name) !== at) throw new Failure(`patches/${SERIES}: ${name} is in it twice`);
  }
  const left = there.find((name) => !names.includes(name));
  if (left) throw new Failure(`patches/${left}: it is not in patches/${SERIES}`);
  return names;
}

/** Returns the patches of a folder by crate: `[{ crate, version, files, hash }]`. */
export function listPatches(folder = inRoot("patches")) {
  const crates = new Map();
  for (const name of readSeries(folder)) {
    const { crate, version } = NAME.exec(name)?.groups ?? {};
    if (!crate) throw new Failure(`patches/${name}: the name is not <crate>+<version>.<topic>.patch`);
    const known = crates.get(crate) ?? { crate, version, files: [] };
    if (known.version !== version) throw new Failure(`patches/${name}: another patch is for ${crate} ${known.version}`);
    known.files.push(join(folder, name));
    crates.set(crate, known);
  }
  return [...crates.values()].map((entry) => ({ ...entry, hash: hashOf(entry) }));
}

function hashOf({ version, files }) {
  const hash = createHash("sha256").update(version);
  for (const file of files) hash.update(basename(file)).update(readFileSync(file));
  return hash.digest("hex");
}

/** Applies one patch file to the crate in `folder`. */
export async function applyPatchFile(patchFile, folder) {
  const { applyPatch, parsePatch } = await import("diff");
  const name = basename(patchFile);
  const text = readFileSync(patchFile, "utf8");
  // The text before the first file is a comment.
  const parts = parsePatch(text.slice(Math.max(0, text.search(/^(diff --git |--- (a\/|\/dev\/null))/m))));
  if (parts.every((part) => part.hunks.length === 0)) throw new Failure(`${name}: there is no change in it`);
  for (const part of parts.filter(({ hunks }) => hunks.length > 0)) {
    const from = inside(part.oldFileName, name);
    const to = inside(part.newFileName, name);
    const path = join(folder, to ?? from);
    if (from && !existsSync(join(folder, from))) throw new Failure(`${name}: the crate has no ${from}`);
    const patched = applyPatch(from ? readFileSync(join(folder, from), "utf8") : "", part, { fuzzFactor: 0 });
    if (patched === false) throw new Failure(`${name}: does not apply to ${from ?? to}`);
    if (!to) rmSync(path);
    else {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, patched);
    }
  }
}

/** Converts `a/src/x.rs` to a path in the crate; returns `undefined` for /dev/null. */
function inside(fileName, patch) {
  if (fileName === "/dev/null") return undefined;
  const path = normalize((fileName ?? "").replace(/^[ab]\//, ""));
  if (path === "." || path.startsWith("..") || path.startsWith("/"))
    throw new Failure(`${patch}: bad path ${fileName}`);
  return path;
}

/** Returns the folder of a released crate's source, which cargo fetches. */
export async function releasedSource(crate, version) {
  const folder = join(target, "patch-source", `${crate}-${version}`);
  const manifest = join(folder, "Cargo.toml");
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(
    manifest,
    `[package]\nname = "patch-source"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n\n` +
      `[dependencies]\n${crate} = { version = "=${version}", default-features = false }\n`,
  );
  writeFileSync(join(folder, "src/lib.rs"), "");
  // With the project's own versions, cargo fetches only crates that the build needs too.
  cpSync(inRoot("Cargo.lock"), join(folder, "Cargo.lock"));
  await run("cargo", ["fetch", "--quiet", "--manifest-path", manifest]);
  const metadata = output("cargo", ["metadata", "--format-version=1", "--offline", "--manifest-path", manifest], {
    maxBuffer: 1 << 28,
  });
  const found = JSON.parse(metadata ?? '{"packages":[]}').packages.find(
    (entry) => entry.name === crate && entry.version === version,
  );
  if (!found) throw new Failure(`cargo knows no ${crate} ${version}`);
  return dirname(found.manifest_path);
}

/** Updates every patched crate and prints what it did. */
export async function updatePatched({
  patches = inRoot("patches"),
  folder = patchedFolder(),
  source = releasedSource,
} = {}) {
  for (const { crate, version, files, hash } of listPatches(patches)) {
    const copy = join(folder, crate);
    const stamp = join(copy, STAMP);
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) continue;
    console.log(`patching ${crate} ${version}: ${files.map((file) => basename(file)).join(", ")}`);
    const fresh = join(folder, `.${crate}.new`);
    rmSync(fresh, { recursive: true, force: true });
    cpSync(await source(crate, version), fresh, { recursive: true });
    for (const file of files) await applyPatchFile(file, fresh);
    writeFileSync(join(fresh, STAMP), hash);
    if (existsSync(copy) && !existsSync(stamp)) {
      // The copy was made by hand, for example while a patch was being written, so it is kept.
      const kept = join(folder, `${crate}.${Date.now()}.old`);
      renameSync(copy, kept);
      console.log(`the folder that was there is now ${kept}`);
    }
    rmSync(copy, { recursive: true, force: true });
    renameSync(fresh, copy);
  }
}
