/**
 * Fetches CPython's tests into `target/conformance/`, once for each version, and lays out the ones that are run as the
 * package `test`. Nothing of them is committed. Ordinary clients fetch them: pip for gevent's source distribution, apt-get
 * for Debian's packages, which are only unpacked, never installed.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { FILES } from "./conformance-modules.mjs";
import { target } from "./paths.mjs";
import { Failure, output, run, which } from "./process.mjs";
import { fingerprint } from "./stamp.mjs";

const GEVENT = "26.9.0";
const DEBIAN = ["libpython3.11-testsuite", "libpython3.11-stdlib"];
const folder = join(target, "conformance");
const downloads = join(folder, "downloads");
const tree = join(folder, "tree");
const listing = join(folder, "sources.json");

/** Where the CPython tests are in each unpacked package. */
const inside = (name) =>
  name === "gevent"
    ? join(folder, name, `gevent-${GEVENT}`, "src/greentest/3.14")
    : join(folder, name, "usr/lib/python3.11/test");

/** Runs a client whose words matter only where it fails. */
async function fetchWith(command, args, remedy, options = {}) {
  try {
    await run(command, args, { ...options, stdio: ["ignore", "ignore", "inherit"] });
  } catch (error) {
    if (error instanceof Failure)
      throw new Failure(`CPython's tests could not be fetched: ${error.message}. ${remedy}`);
    throw error;
  }
}

async function fetchGevent() {
  const archive = `gevent-${GEVENT}.tar.gz`;
  if (!existsSync(join(downloads, archive))) {
    const python = which("python3") ?? which("python");
    if (!python)
      throw new Failure("CPython's tests could not be fetched: python3 with pip is needed for gevent's sources");
    // Only gevent itself as source: what pip builds its metadata with may come built.
    const args = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"];
    args.push("--no-binary", "gevent", "--dest", downloads, `gevent==${GEVENT}`);
    await fetchWith(python, args, "pip must be installed and able to reach a package index.");
  }
  if (existsSync(inside("gevent"))) return;
  mkdirSync(join(folder, "gevent"), { recursive: true });
  await run("tar", ["-xzf", join(downloads, archive), "-C", join(folder, "gevent")], { say: false });
}

const packageFile = (name) => readdirSync(downloads).find((file) => file.startsWith(`${name}_`));

async function fetchDebian(name) {
  const remedy = "On a system without apt-get, put the package's .deb file into target/conformance/downloads.";
  if (!packageFile(name)) {
    const options = { cwd: downloads };
    const update = () => fetchWith("apt-get", ["update", "-qq"], remedy);
    // apt-get knows no package before its first update, and an old list names files that are gone.
    await fetchWith("apt-get", ["download", "-qq", name], remedy, options).catch(async () => {
      await update();
      await fetchWith("apt-get", ["download", "-qq", name], remedy, options);
    });
  }
  if (existsSync(inside(name))) return;
  await run("dpkg-deb", ["-x", join(downloads, packageFile(name)), join(folder, name)], { say: false });
}

/** The version of CPython that a package's tests are of, and the package's own. */
function versions(name) {
  if (name === "gevent") {
    return { python: readFileSync(join(inside(name), "version"), "utf8").trim(), package: `gevent ${GEVENT}` };
  }
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
 * `{ files, sources }`: the text of every file by its name in the program's folder, and the `{ python, package }` that each
 * came from. Quick when everything is there.
 */
export async function conformanceSources() {
  mkdirSync(downloads, { recursive: true });
  await fetchGevent();
  for (const name of DEBIAN) await fetchDebian(name);
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
