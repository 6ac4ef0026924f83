/**
 * Fetches CPython's tests into `target/conformance/`, once for each version, and arranges those that are run as the package
 * `test`. None of them is committed. apt-get fetches Debian's packages, which are only unpacked, never installed. It uses
 * its own lists and cache there, because the packages are of a newer Debian than most machines have.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { FILES, PYTHON } from "./conformance-modules.mjs";
import { target } from "./paths.mjs";
import { Failure, output, run } from "./process.mjs";
import { fingerprint } from "./stamp.mjs";

/** Debian's name for the distribution with the newest packages. */
const SUITE = "unstable";
const folder = join(target, "conformance");
const downloads = join(folder, "downloads");
const tree = join(folder, "tree");
const listing = join(folder, "sources.json");
const apt = join(folder, "apt");

const REMEDY =
  "On a system without apt-get, or one that is not Debian, put the package's .deb file into target/conformance/downloads.";

/** The folder of the CPython tests in each unpacked package. */
const inside = (name) => join(folder, name, `usr/lib/python${PYTHON}/test`);

const packageFile = (name) => readdirSync(downloads).find((file) => file.startsWith(`${name}_`));

/** apt-get's options for our lists and our cache, with the mirror of the system's own packages. */
function aptOptions() {
  const fields = ["Created-By: Packages", "Component: main", "Origin: Debian", "Label: Debian"];
  const mirror = output("apt-get", ["indextargets", "--format", "$(REPO_URI)", ...fields])?.split("\n", 1)[0];
  if (!mirror) throw new Failure(`CPython's tests could not be fetched: apt-get knows no mirror of Debian. ${REMEDY}`);
  for (const part of ["lists/partial", "cache/archives/partial", "state"])
    mkdirSync(join(apt, part), { recursive: true });
  writeFileSync(join(apt, "sources.list"), `deb ${mirror} ${SUITE} main\n`);
  const options = {
    "Dir::Etc::sourcelist": join(apt, "sources.list"),
    "Dir::Etc::sourceparts": "-",
    "Dir::State": join(apt, "state"),
    "Dir::State::lists": join(apt, "lists"),
    "Dir::Cache": join(apt, "cache"),
  };
  return Object.entries(options).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
}

async function fetchPackages(names) {
  const options = aptOptions();
  try {
    const quiet = { stdio: ["ignore", "ignore", "inherit"] };
    await run("apt-get", [...options, "update", "-qq"], quiet);
    await run("apt-get", [...options, "download", "-qq", ...names], { ...quiet, cwd: downloads });
  } catch (error) {
    if (error instanceof Failure) {
      throw new Failure(`CPython's tests could not be fetched: ${error.message}. ${REMEDY}`);
    }
    throw error;
  }
}

async function unpack(name) {
  if (existsSync(inside(name))) return;
  await run("dpkg-deb", ["-x", join(downloads, packageFile(name)), join(folder, name)], { say: false });
}

/** Returns the CPython version of a package's tests, and the package's own version. */
function versions(name) {
  const version = output("dpkg-deb", ["-f", join(downloads, packageFile(name)), "Version"]);
  return { python: version.split("-", 1)[0], package: `${name} ${version}` };
}

function lay(name, entry) {
  const from = join(inside(name), entry);
  if (!existsSync(from)) throw new Failure(`${name} has no ${entry}: it is another version than the one expected`);
  mkdirSync(dirname(join(tree, "test", entry)), { recursive: true });
  const filter = (path) => !path.endsWith("__pycache__");
  cpSync(from, join(tree, "test", entry), { recursive: true, filter });
}

/**
 * Returns `{ files, sources }`: the text of every file by its name in the program's folder, and the `{ python, package }`
 * from which each comes. Fast if everything has been fetched.
 */
export async function conformanceSources() {
  mkdirSync(downloads, { recursive: true });
  const missing = Object.keys(FILES).filter((name) => !packageFile(name));
  if (missing.length > 0) await fetchPackages(missing);
  for (const name of Object.keys(FILES)) await unpack(name);
  const stamp = fingerprint([], [FILES, Object.keys(FILES).map(versions)]);
  if (!existsSync(listing) || JSON.parse(readFileSync(listing, "utf8")).stamp !== stamp) {
    rmSync(tree, { recursive: true, force: true });
    for (const [name, entries] of Object.entries(FILES)) for (const entry of entries) lay(name, entry);
    const from = Object.entries(FILES).flatMap(([name, entries]) => entries.map((entry) => [entry, versions(name)]));
    writeFileSync(listing, JSON.stringify({ stamp, from: Object.fromEntries(from) }, undefined, 2));
  }
  const names = readdirSync(tree, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".py"));
  const files = Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(tree, name), "utf8")]));
  return { files, sources: JSON.parse(readFileSync(listing, "utf8")).from };
}
