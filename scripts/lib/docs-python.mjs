/** The Python that builds the documentation sites of tests/docs: an environment of its own under target/. */
import { copyFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { aptCommand, installPackages } from "./debian.mjs";
import { inRoot, target } from "./paths.mjs";
import { output, run, which } from "./process.mjs";

const requirements = inRoot("tests/docs/requirements.txt");
const environment = join(target, "docs-python");
/** Written last, so that an environment that was given up half-way is made anew. */
const installed = join(environment, "requirements.txt");

/** What can make an environment that the pinned versions work in. */
const ABLE = "import sys, venv, ensurepip; print(sys.version_info >= (3, 11))";

/** Run with `-m`: the scripts beside it name the folder that they were installed in, which may have moved since. */
export const docsPython = join(environment, "bin/python");

function upToDate() {
  if (!which(docsPython) || !existsSync(installed)) return false;
  // A link to a Python that has gone is caught by the first of these, one that was replaced by another version here.
  if (output(docsPython, ["-c", "import sphinx, mkdocs; print(True)"]) !== "True") return false;
  return readFileSync(installed, "utf8") === readFileSync(requirements, "utf8");
}

/** The first of the machine's Pythons that will do: a machine can have several, some without `venv`. */
export function findPython() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const paths = ["/usr/bin", ...folders].map((folder) => join(folder, "python3"));
  return [...new Set(paths)].find((path) => which(path) && output(path, ["-c", ABLE]) === "True");
}

/** Makes the environment, unless it is there with the versions that are pinned. */
export async function setUpDocsPython() {
  if (upToDate()) return;
  let python = findPython();
  if (!python && (await installPackages(["python3-venv"]))) python = findPython();
  if (!python) {
    console.log(
      "not installed: Python 3.11 or later with venv (needed by npm test for the documentation sites). " +
        `On Debian: ${aptCommand(["python3-venv"])}`,
    );
    return;
  }
  rmSync(environment, { recursive: true, force: true });
  await run(python, ["-m", "venv", environment]);
  const pip = ["-m", "pip", "install", "--disable-pip-version-check", "--quiet", "-r", requirements];
  await run(docsPython, pip);
  copyFileSync(requirements, installed);
}
