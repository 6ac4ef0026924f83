/**
 * `npm run package`: creates the npm package as a folder, `target/package`, ready for `npm pack` and `npm publish`. The
 * checkout's own package.json stays private, so that nobody publishes the site and its tools by mistake.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { megabytes } from "./lib/compress.mjs";
import { bytesIn, writeEmbedFolder } from "./lib/embed-folder.mjs";
import { inRoot, isEntry, root, target } from "./lib/paths.mjs";
import { program } from "./lib/process.mjs";

export const packageFolder = join(target, "package");

/** Entries of package.json that only the checkout needs. */
const OWN = ["private", "scripts", "devDependencies"];

/** The files of www/npm, for authors of pages. */
const COMMAND = "threading-playground.mjs";
const AUTHORS = ["README.md", "fence.js", "markdown-it.js", "markdown-it.d.ts", "remark.js", "remark.d.ts"];

export function buildPackage() {
  rmSync(packageFolder, { recursive: true, force: true });
  mkdirSync(join(packageFolder, "bin"), { recursive: true });
  const whole = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  const kept = Object.entries(whole).filter(([key]) => !OWN.includes(key));
  writeFileSync(join(packageFolder, "package.json"), `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
  cpSync(inRoot("LICENSE"), join(packageFolder, "LICENSE"));
  for (const name of AUTHORS) cpSync(inRoot("www/npm", name), join(packageFolder, name));
  cpSync(inRoot("www/npm", COMMAND), join(packageFolder, "bin", COMMAND));
  writeEmbedFolder(join(packageFolder, "dist"));
  return packageFolder;
}

if (isEntry(import.meta)) {
  await program(async () => {
    console.log(`${relative(root, buildPackage())}: ${megabytes(bytesIn(packageFolder))}`);
  });
}
