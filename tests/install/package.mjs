/** The npm package as a file, and its installation from it like a user's. */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { target } from "../../scripts/lib/paths.mjs";
import { buildPackage } from "../../scripts/package.mjs";
import { rename } from "../service-worker/support.mjs";
import { commandOf, siteOf } from "./installed.mjs";

const MODULES = "node_modules";
/** In a folder of modules: for which package.json the tools in it are. Written last. */
const TOOLS = "tools.json";

const wantedTools = (name) => readFileSync(join(import.meta.dirname, name, "package.json"), "utf8");

/**
 * A copy of a site whose package.json names tools. Tools that an earlier test installed stay, because there are hundreds of
 * packages of them; the package itself does not.
 */
export function siteWithTools(name) {
  const modules = join(target, "install", name, MODULES);
  const stamp = join(modules, TOOLS);
  const isSame = existsSync(stamp) && readFileSync(stamp, "utf8") === wantedTools(name);
  if (isSame) {
    rmSync(stamp);
    for (const own of ["threading-playground", ".bin/threading-playground", ".package-lock.json"]) {
      rmSync(join(modules, own), { recursive: true, force: true });
    }
  }
  return siteOf(name, { kept: isSame ? MODULES : "" });
}

/** Installs the package, with the tools that are missing, by the guide's command. */
export function npmInstallWithTools(site, name, file) {
  npmInstall(site, file);
  writeFileSync(join(site.folder, MODULES, TOOLS), wantedTools(name));
}

function pack(source, to) {
  const args = ["pack", "--json", "--pack-destination", to];
  const [{ filename }] = JSON.parse(execFileSync("npm", args, { cwd: source, encoding: "utf8", stdio: "pipe" }));
  return join(to, filename);
}

/** Builds the package and puts its file into `folder`. */
export function packed(folder) {
  const file = join(folder, "threading-playground.tgz");
  renameSync(pack(buildPackage(), folder), file);
  return file;
}

/** Returns the file of a later version: the built package with another number and other hashes in its files' names. */
export function packedAs(version, folder) {
  const source = join(folder, "later");
  cpSync(join(target, "package"), source, { recursive: true });
  rename(join(source, "dist"));
  for (const [name, change] of [
    ["package.json", { version }],
    ["dist/version.json", { version, build: version }],
  ]) {
    const path = join(source, name);
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), ...change }));
  }
  return pack(source, folder);
}

/** Runs the guide's command in a site's folder. Files that npm has fetched for one test are there for the next. */
export function npmInstall(site, file) {
  const [npm, ...words] = commandOf("npm/install.sh", file);
  const cache = ["--cache", join(target, "install/npm-cache"), "--prefer-offline"];
  return site.build(npm, [...words, "--no-audit", "--no-fund", ...cache]);
}
