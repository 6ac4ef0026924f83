/** The package that `npm pack` makes from `npm run package`, unpacked like a user's. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { target } from "../../scripts/lib/paths.mjs";
import { buildPackage } from "../../scripts/package.mjs";

/**
 * Returns `{ files, folder, remove }`: the names in the package, and the folder in which it was unpacked, as
 * `threading-playground`.
 */
export function packAndUnpack() {
  mkdirSync(join(target, "package-test"), { recursive: true });
  const folder = mkdtempSync(join(target, "package-test", "packed-"));
  const source = buildPackage();
  const told = execFileSync("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], {
    cwd: source,
    encoding: "utf8",
    // npm writes the list of files there too.
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [{ filename, files }] = JSON.parse(told);
  const unpacked = join(folder, "threading-playground");
  mkdirSync(unpacked);
  execFileSync("tar", ["-xzf", join(folder, filename), "-C", unpacked, "--strip-components=1"]);
  return {
    folder,
    files: files.map(({ path }) => path).sort(),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
