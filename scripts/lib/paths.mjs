/** Where things are. Only Node's own modules: this is read before anything is installed. */
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = realpathSync(fileURLToPath(new URL("../..", import.meta.url)));
export const inRoot = (...parts) => join(root, ...parts);
export const target = inRoot("target");
/** Tools that set-up builds, so that a laptop's own stay as they are. */
export const toolsFolder = join(target, "tools");
/** The built page; tests name another one. */
export const distFolder = () => process.env.THREADING_PLAYGROUND_DIST ?? inRoot("dist");
/** Where the patched crates go; `[patch.crates-io]` in Cargo.toml names it. */
export const patchedFolder = () => process.env.THREADING_PLAYGROUND_PATCHED ?? join(target, "patched");

/** Whether a script was started itself, and not imported. */
export const isEntry = (meta) => process.argv[1] !== undefined && realpathSync(process.argv[1]) === meta.filename;
