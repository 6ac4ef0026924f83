/** The wheel, installed from its file into an empty environment like a user's, and the tools that use it. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findPython } from "../../scripts/lib/docs-python.mjs";
import { inRoot, target } from "../../scripts/lib/paths.mjs";
import { fingerprint } from "../../scripts/lib/stamp.mjs";
import { buildWheel } from "../../scripts/wheel.mjs";

const here = join(target, "install");
const environment = join(here, "python");
const versions = inRoot("tests/docs/requirements.txt");

/** Returns the path of a program of the environment. */
export const installed = (name) => join(environment, "bin", name);

/** Returns the words of the guide's command, with the built file in place of the package's name. */
export function commandOf(script, file) {
  const words = readFileSync(join(import.meta.dirname, script), "utf8")
    .trim()
    .split(" ");
  return words.map((word) => (word === "threading-playground" ? file : word));
}

/** Logs how long each step took. */
export async function timed(what, act) {
  const startedAt = performance.now();
  const result = await act();
  console.log(`# ${what}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return result;
}

/** The generators that build the sites. */
const PACKAGES = ["sphinx", "furo", "pydata-sphinx-theme", "sphinx-rtd-theme", "mkdocs-material", "zensical"];
/** For later test files: the wheel that is installed. */
const stamp = join(environment, "wheel");

/** Recreates the environment if it has another wheel. Other packages have the same versions as in the other tests. */
async function install() {
  const wheel = await buildWheel();
  const now = fingerprint([wheel, versions], PACKAGES);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === now) return;
  rmSync(environment, { recursive: true, force: true });
  mkdirSync(here, { recursive: true });
  execFileSync(findPython(), ["-m", "venv", environment]);
  const args = ["--disable-pip-version-check", "--quiet", "-c", versions, ...PACKAGES];
  await timed("pip install", () =>
    execFileSync(installed("python"), ["-m", ...commandOf("sphinx/install.sh", wheel), ...args], { stdio: "inherit" }),
  );
  writeFileSync(stamp, now);
}

let ready;
export const useInstalled = () => {
  ready ??= install();
  return ready;
};

/**
 * A copy of a site of this folder, whose sources a test may change; `build(command, args)` runs one of its tools in it. Of an
 * earlier copy, `kept` may stay.
 */
export function siteOf(name, { kept = "" } = {}) {
  const folder = join(here, name);
  const earlier = existsSync(folder) ? readdirSync(folder) : [];
  for (const entry of earlier.filter((entry) => entry !== kept)) rmSync(join(folder, entry), { recursive: true });
  cpSync(join(import.meta.dirname, name), folder, { recursive: true });
  const built = join(folder, "_built");
  return {
    folder,
    built,
    read: (file) => readFileSync(join(built, file), "utf8"),
    has: (file) => existsSync(join(built, file)),
    build(command, args, { env = {}, fails = false } = {}) {
      const options = { cwd: folder, encoding: "utf8", env: { ...process.env, ...env } };
      const done = spawnSync(command, args, options);
      const said = `${done.error?.message ?? ""}${done.stdout}${done.stderr}`;
      if ((done.status !== 0) !== fails) throw new Error(`${name}: ${command} ended with ${done.status}: ${said}`);
      return said;
    },
  };
}
