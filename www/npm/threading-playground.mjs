#!/usr/bin/env node
/** `npx threading-playground copy DIR`: puts the built folder where a static host or a bundler serves it as it is. */
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const NAME = "threading-playground";
const source = fileURLToPath(new URL("../dist", import.meta.url));

const USAGE = `usage: ${NAME} copy DIR                copies the built folder to DIR/${NAME}
       ${NAME} copy DIR --versioned    copies it to DIR/${NAME}-VERSION
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

const ownVersion = () => JSON.parse(versionOf(source) ?? "{}").version;

/** Another build there is replaced whole, so that no file of it is left. */
function copy(site, name) {
  const to = join(resolve(site), name);
  const there = versionOf(to);
  if (there !== undefined && there === versionOf(source)) return "up to date";
  if (there === undefined && existsSync(to))
    throw new Error(`${to} is there and is no folder of Threading Playground's`);
  const partial = join(resolve(site), `.${name}.partial`);
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(resolve(site), { recursive: true });
  cpSync(source, partial, { recursive: true });
  rmSync(to, { recursive: true, force: true });
  renameSync(partial, to);
  return "copied";
}

/** The words of the command line; nothing where they are not as the usage says. */
function words() {
  try {
    const options = { version: { type: "boolean" }, versioned: { type: "boolean" } };
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (values.version && positionals.length === 0) return { command: "version" };
    const [command, folder, ...more] = positionals;
    return command === "copy" && folder !== undefined && more.length === 0
      ? { command, folder, isVersioned: values.versioned }
      : {};
  } catch {
    return {};
  }
}

const { command, folder, isVersioned } = words();
if (command === "version") {
  console.log(ownVersion());
} else if (command !== "copy") {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  try {
    const name = isVersioned ? `${NAME}-${ownVersion()}` : NAME;
    console.log(`${join(folder, name)}: ${copy(folder, name)}`);
    console.log(`Load it with: <script type="module" src="${name}/${NAME}.js"></script>`);
  } catch (error) {
    console.error(`${NAME}: ${error.message}`);
    process.exitCode = 1;
  }
}
