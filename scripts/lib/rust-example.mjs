/** The examples of crate/threading, built as a stranger would build them. */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { tools } from "./env.mjs";
import { target } from "./paths.mjs";
import { output, run } from "./process.mjs";

const flags = (name, profile) => [
  "-p",
  "web-threading",
  "--no-default-features",
  "--example",
  name,
  "--profile",
  profile,
];

/** Builds one for a browser into a new folder, for a page to import as `NAME.js`; the folder. */
export async function buildExample(name, profile) {
  const triple = "wasm32-unknown-unknown";
  const options = ["--target", triple, "--target-dir", target, "-Zbuild-std=std,panic_abort"];
  await run("cargo", ["build", ...flags(name, profile), ...options]);
  const folder = join(target, "rust-examples", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const linked = join(target, triple, profile, "examples", `${name}.wasm`);
  await run(tools()["wasm-bindgen"], ["--target", "web", "--no-typescript", "--out-dir", folder, linked]);
  return folder;
}

/** What one prints on this machine, without a browser; nothing where it fails. */
export function nativeExample(name, profile) {
  return output("cargo", ["run", "--quiet", ...flags(name, profile)]);
}
