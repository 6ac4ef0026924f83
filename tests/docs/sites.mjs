/**
 * Builds the documentation sites of this folder, each with its own generator, with the built folder where an author would
 * put it.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { docsPython } from "../../scripts/lib/docs-python.mjs";
import { tools } from "../../scripts/lib/env.mjs";
import { distFolder, inRoot, target } from "../../scripts/lib/paths.mjs";

/** The place of the built folder, and the command that builds `to` from `from`. */
const GENERATORS = {
  plain: {
    folder: "threading-playground",
    command: (from, to) => ["sh", ["-ec", `mkdir "$2"; cp -R "$1/." "$2"; cd "$2"; . ./publish.sh`, "sh", from, to]],
  },
  sphinx: {
    folder: "_static/threading-playground",
    // A warning counts as an error, because an author would see it.
    command: (from, to) => [docsPython, ["-m", "sphinx", "-q", "-W", "-b", "html", from, to]],
  },
  mkdocs: {
    folder: "docs/threading-playground",
    command: (from, to) => [
      docsPython,
      ["-m", "mkdocs", "build", "-q", "-s", "-f", join(from, "mkdocs.yml"), "-d", to],
    ],
  },
  mdbook: {
    folder: "src/threading-playground",
    command: (from, to) => [tools().mdbook, ["build", from, "-d", to]],
  },
};

const own = (name) => join(target, "docs", name);

/** Returns the folder of a built site. */
export const siteFolder = (name) => join(own(name), "site");

/** Builds a site for its address. */
export function buildSite(name, url) {
  const { folder, command } = GENERATORS[name];
  const from = join(own(name), "source");
  rmSync(own(name), { recursive: true, force: true });
  mkdirSync(own(name), { recursive: true });
  cpSync(inRoot("tests/docs", name), from, { recursive: true });
  cpSync(distFolder(), join(from, folder), { recursive: true });
  const [program, args] = command(from, siteFolder(name));
  if (!program) throw new Error(`${name} is not installed: run node scripts/setup.mjs`);
  const startedAt = performance.now();
  const done = spawnSync(program, args, { encoding: "utf8", env: { ...process.env, SITE_URL: url } });
  if (done.status !== 0) throw new Error(`${name}: ${done.error?.message ?? done.stdout + done.stderr}`);
  console.log(`# ${name}: built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}
