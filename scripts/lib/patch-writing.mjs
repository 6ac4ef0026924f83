/**
 * Writes the edits in target/patched/<crate> as a patch: either a new one at the end of the series, or an existing one with
 * the edits added.
 */
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { applyPatchFile, listPatches, releasedSource, SERIES, STAMP } from "./patches.mjs";
import { inRoot, patchedFolder } from "./paths.mjs";
import { Failure } from "./process.mjs";

const TOPIC = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** Files that cargo and this project keep beside a crate's own files. */
const NOT_SOURCE = new Set([STAMP, ".cargo-ok", ".git", "target"]);
const HEADER = `Say here what goes wrong in the released crate, what the patch does about it, and what upstream would need.

Shown by: tests/faults/NAME.py

`;

function sourceFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((name) => !NOT_SOURCE.has(name.split("/", 1)[0]))
    .sort();
}

/** Returns the differences between the files of `from` and `to` as a patch; empty if there are none. */
async function difference(from, to) {
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import("diff");
  const parts = [];
  for (const name of [...new Set([...sourceFiles(from), ...sourceFiles(to)])].sort()) {
    const [before, after] = [from, to].map((folder) => join(folder, name));
    const [old, now] = [before, after].map((path) => (existsSync(path) ? readFileSync(path, "utf8") : ""));
    if (old === now && existsSync(before) === existsSync(after)) continue;
    const names = [existsSync(before) ? `a/${name}` : "/dev/null", existsSync(after) ? `b/${name}` : "/dev/null"];
    const options = { context: 3, headerOptions: FILE_HEADERS_ONLY };
    parts.push(createTwoFilesPatch(...names, old, now, undefined, undefined, options));
  }
  return parts.join("");
}

/** Returns the text before the first file of a patch. */
function headerOf(path) {
  const text = readFileSync(path, "utf8");
  return text.slice(0, text.search(/^(diff --git |--- (a\/|\/dev\/null))/m));
}

/**
 * Writes the patch and returns its path. `crate` must have patches. `topic` is either a new name or that of a patch to which
 * the edits are added. If the series would not reproduce the edited files, no file is written.
 */
export async function writePatch({
  crate,
  topic,
  patches = inRoot("patches"),
  folder = patchedFolder(),
  source = releasedSource,
}) {
  if (!TOPIC.test(topic)) throw new Failure(`${topic}: a topic is words in lower case with hyphens between them`);
  const entry = listPatches(patches).find((known) => known.crate === crate);
  if (!entry) {
    const known = listPatches(patches).map((each) => each.crate);
    throw new Failure(`${crate}: the patched crates are ${known.join(", ")}`);
  }
  const edited = join(folder, crate);
  if (!existsSync(edited)) throw new Failure(`${edited} is missing: run node scripts/setup.mjs`);
  const scratch = mkdtempSync(join(tmpdir(), "playground-patch-"));
  const file = join(patches, `${crate}+${entry.version}.${topic}.patch`);
  const at = entry.files.indexOf(file);
  const released = await source(crate, entry.version);
  const applied = async (name, files) => {
    const copy = join(scratch, name);
    cpSync(released, copy, { recursive: true });
    for (const each of files) await applyPatchFile(each, copy);
    return copy;
  };
  try {
    const edits = await difference(await applied("now", entry.files), edited);
    if (!edits) throw new Failure(`${edited}: nothing was edited`);
    if (at < 0) {
      writeFileSync(file, HEADER + edits);
      appendFileSync(join(patches, SERIES), `${basename(file)}\n`);
    } else {
      const base = await applied("base", entry.files.slice(0, at));
      const taken = await applied("taken", entry.files.slice(0, at + 1));
      const change = join(scratch, "edits.patch");
      writeFileSync(change, edits);
      const later = entry.files.slice(at + 1);
      const mended = join(scratch, "mended.patch");
      try {
        await applyPatchFile(change, taken);
        writeFileSync(mended, headerOf(file) + (await difference(base, taken)));
        for (const each of later) await applyPatchFile(each, taken);
        if (await difference(taken, edited)) throw new Failure("another result");
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        throw new Failure(`${topic}: the patches after it are in the way; give the edits a topic of their own`);
      }
      writeFileSync(file, readFileSync(mended));
    }
    // The copy is now the result of the series, so set-up does not replace it.
    writeFileSync(join(edited, STAMP), listPatches(patches).find((known) => known.crate === crate).hash);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return file;
}
