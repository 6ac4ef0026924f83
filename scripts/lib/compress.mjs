/** Writes Brotli copies beside the files of a folder, for servers that send precompressed files. */
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const COMPRESSIBLE = new Set([".css", ".html", ".js", ".json", ".mjs", ".py", ".svg", ".txt", ".wasm", ".zip"]);
/** A smaller response fits into one packet anyway. */
const SMALLEST = 1024;
/** Quality 5 takes seconds for the module. Quality 11 takes minutes and saves a sixth; it is for releases and benchmarks. */
export const QUICK = Number(process.env.BROTLI_QUALITY ?? 5);
export const BEST = 11;

export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;

const compress = (bytes, quality) =>
  promisify(brotliCompress)(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });

/** Returns the files of a folder that are worth compressing. */
function worthIt(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => COMPRESSIBLE.has(extname(name)))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).size >= SMALLEST);
}

/** Writes `name.br` beside every file that is worth compressing. `cache` is a folder that keeps the copies by content. */
export async function compressFolder(folder, { cache, quality = QUICK }) {
  mkdirSync(cache, { recursive: true });
  for (const path of worthIt(folder)) {
    const bytes = readFileSync(path);
    const kept = join(cache, `${createHash("sha256").update(bytes).digest("hex")}.${quality}`);
    if (!existsSync(kept)) writeFileSync(kept, await compress(bytes, quality));
    copyFileSync(kept, `${path}.br`);
  }
}
