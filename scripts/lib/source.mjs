/** Reads a program like Python: as UTF-8, or in the encoding of a coding comment in the first two lines. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, posix, relative, resolve, sep } from "node:path";
import { UsageError } from "./py-arguments.mjs";

/** PEP 263 */
const CODING = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const LATIN_1 = /^(latin[-_]?1|iso[-_]?8859[-_]1|l1)$/i;

export function decode(bytes, name) {
  const head = bytes
    .subarray(0, 400)
    .toString("latin1")
    .split(/\r\n?|\n/, 2);
  const blank = /^[ \t\f]*(#.*)?$/.test(head[0]);
  const coding = CODING.exec(head[0])?.[1] ?? (blank ? CODING.exec(head[1] ?? "")?.[1] : undefined) ?? "utf-8";
  // In browsers, the name latin1 means windows-1252.
  if (LATIN_1.test(coding)) return bytes.toString("latin1");
  try {
    return new TextDecoder(coding.replace(/^utf-?8-sig$/i, "utf-8").replace(/_/g, "-"), { fatal: true }).decode(bytes);
  } catch (error) {
    const reason = error instanceof RangeError ? `unknown encoding ${coding}` : `it is not ${coding}`;
    throw new UsageError(`${name}: cannot be read as text: ${reason}`);
  }
}

/** Returns a program file for the engine: `{ files, main }`. Relative names start at `folder`. */
export function readProgram(file, folder) {
  const main = basename(file);
  try {
    return { files: { [main]: decode(readFileSync(resolve(folder, file)), file) }, main };
  } catch (error) {
    if (error.code === "ENOENT") throw new UsageError(`${file}: there is no such file`);
    if (error.code === "EISDIR") throw new UsageError(`${file}: it is a folder, not a file`);
    if (error.code) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
}

/** Returns the files of the folder `from` and its subfolders, as bytes by their paths below `to` in the program's tree. */
export function readMount({ from, to }, folder) {
  const top = resolve(folder, from);
  try {
    const entries = readdirSync(top, { recursive: true, withFileTypes: true });
    // The target of a link to a file is copied; other links and devices are not.
    const paths = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
    return Object.fromEntries(
      paths.map((path) => [posix.join(to, ...relative(top, path).split(sep)), readFileSync(path)]),
    );
  } catch (error) {
    if (error.code) throw new UsageError(`--mount ${from}=${to}: ${error.message}`);
    throw error;
  }
}

/** Reads a stream to its end. */
export async function readAll(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
