/** Builds the examples of crate/threading in the same way as its users. */
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

/** Builds an example for a browser into a new folder, from which a page imports `NAME.js`. Returns the folder. */
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

/** Returns what an example prints natively, without a browser; `undefined` if it fails. */
export function nativeExample(name, profile) {
  return output("cargo", ["run", "--quiet", ...flags(name, profile)]);
}
