/** The Python that builds the documentation sites of tests/docs: a separate environment under target/. */
import { copyFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { aptCommand, installPackages } from "./debian.mjs";
import { inRoot, target } from "./paths.mjs";
import { output, run, which } from "./process.mjs";

const requirements = inRoot("tests/docs/requirements.txt");
const environment = join(target, "docs-python");
/** Written last, so that an incomplete environment is created again. */
const installed = join(environment, "requirements.txt");

/** Checks that a Python can create an environment for the pinned versions. */
const ABLE = "import sys, venv, ensurepip; print(sys.version_info >= (3, 11))";

/** Run with `-m`: the environment's own scripts contain the folder in which they were installed, which may have moved. */
export const docsPython = join(environment, "bin/python");

function upToDate() {
  if (!which(docsPython) || !existsSync(installed)) return false;
  // The check above detects a link to a Python that no longer exists; this one detects a Python of another version.
  if (output(docsPython, ["-c", "import sphinx, mkdocs; print(True)"]) !== "True") return false;
  return readFileSync(installed, "utf8") === readFileSync(requirements, "utf8");
}

/** Returns the first suitable Python on the machine, which may have several, some without `venv`. */
export function findPython() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const paths = ["/usr/bin", ...folders].map((folder) => join(folder, "python3"));
  return [...new Set(paths)].find((path) => which(path) && output(path, ["-c", ABLE]) === "True");
}

/** Creates the environment, unless it exists with the pinned versions. */
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
