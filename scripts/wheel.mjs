/**
 * `npm run wheel`: creates the Python package as a wheel in `target/wheel/`, which contains the built folder. It does not
 * build the page.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { megabytes } from "./lib/compress.mjs";
import { docsPython, setUpDocsPython } from "./lib/docs-python.mjs";
import { packageVersion, writeEmbedFolder } from "./lib/embed-folder.mjs";
import { inRoot, isEntry, root, target } from "./lib/paths.mjs";
import { program, run } from "./lib/process.mjs";
import { step } from "./lib/stamp.mjs";

const folder = join(target, "wheel");

export const wheelFile = () => {
  const names = readdirSync(folder).filter((name) => name.endsWith(".whl"));
  return join(folder, names[0] ?? "missing.whl");
};

/** Creates the wheel, unless it exists already. */
export async function buildWheel() {
  await setUpDocsPython();
  const inputs = ["www/python", "dist", "LICENSE", "package.json", "scripts/wheel.mjs", "scripts/lib/embed-folder.mjs"];
  await step("wheel", { inputs: inputs.map((name) => inRoot(name)), outputs: [wheelFileIfThere()] }, async () => {
    const source = join(folder, "source");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    cpSync(inRoot("www/python"), source, { recursive: true, filter: (path) => !path.includes("__pycache__") });
    cpSync(inRoot("LICENSE"), join(source, "LICENSE"));
    const own = join(source, "src/threading_playground");
    writeEmbedFolder(join(own, "folder"));
    const init = join(own, "__init__.py");
    const text = readFileSync(init, "utf8").replace(/^__version__ = .*$/m, `__version__ = "${packageVersion()}"`);
    writeFileSync(init, text);
    const args = ["-m", "hatchling", "build", "-t", "wheel", "-d", folder];
    // A fixed date, so that the same files give the same wheel.
    await run(docsPython, args, { cwd: source, env: { ...process.env, SOURCE_DATE_EPOCH: "1577836800" } });
    rmSync(source, { recursive: true });
  });
  return wheelFile();
}

function wheelFileIfThere() {
  try {
    return wheelFile();
  } catch {
    return join(folder, "missing.whl");
  }
}

if (isEntry(import.meta)) {
  await program(async () => {
    const file = await buildWheel();
    console.log(`${relative(root, file)}: ${megabytes(statSync(file).size)}`);
  });
}
