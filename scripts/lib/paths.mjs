/** The project's folders. It imports only Node's own modules, because it is used before any package is installed. */
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = realpathSync(fileURLToPath(new URL("../..", import.meta.url)));
export const inRoot = (...parts) => join(root, ...parts);
export const target = inRoot("target");
/** The tools that set-up builds, separate from the user's own. */
export const toolsFolder = join(target, "tools");
/** The built page; tests set another folder. */
export const distFolder = () => process.env.THREADING_PLAYGROUND_DIST ?? inRoot("dist");
/** The folder of the patched crates; `[patch.crates-io]` in Cargo.toml names it. */
export const patchedFolder = () => process.env.THREADING_PLAYGROUND_PATCHED ?? join(target, "patched");

/** Returns whether a script was started directly, not imported. */
export const isEntry = (meta) => process.argv[1] !== undefined && realpathSync(process.argv[1]) === meta.filename;
