#!/usr/bin/env node
/** `npx threading-playground copy DIR`: puts the built folder where a static host or a bundler serves it as it is. */
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const NAME = "threading-playground";
const source = fileURLToPath(new URL("../dist", import.meta.url));

const USAGE = `usage: ${NAME} copy DIR    copies the built folder to DIR/${NAME}
       ${NAME} --version`;

/** What a folder of ours says of itself, as text; nothing where it is none. */
function versionOf(folder) {
  try {
    const text = readFileSync(join(folder, "version.json"), "utf8");
    return JSON.parse(text).name === NAME ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Another build there is replaced whole, so that no file of it is left. */
function copy(site) {
  const to = join(resolve(site), NAME);
  const there = versionOf(to);
  if (there !== undefined && there === versionOf(source)) return "up to date";
  if (there === undefined && existsSync(to))
    throw new Error(`${to} is there and is no folder of Threading Playground's`);
  const partial = join(resolve(site), `.${NAME}.partial`);
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(resolve(site), { recursive: true });
  cpSync(source, partial, { recursive: true });
  rmSync(to, { recursive: true, force: true });
  renameSync(partial, to);
  return "copied";
}

const [command, folder, ...more] = process.argv.slice(2);
if (command === "--version") {
  console.log(JSON.parse(versionOf(source) ?? "{}").version);
} else if (command !== "copy" || folder === undefined || more.length > 0) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  try {
    console.log(`${join(folder, NAME)}: ${copy(folder)}`);
    console.log(`Load it with: <script type="module" src="${NAME}/${NAME}.js"></script>`);
  } catch (error) {
    console.error(`${NAME}: ${error.message}`);
    process.exitCode = 1;
  }
}
