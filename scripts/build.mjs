/**
 * Builds the interpreter and the page into dist/: cargo, wasm-bindgen, wasm-opt, vite, brotli. Steps whose inputs did not
 * change are skipped; `--force` runs all of them, `--runtime` only the interpreter's.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { compressFolder, megabytes } from "./lib/compress.mjs";
import { tools } from "./lib/env.mjs";
import { inRoot, isEntry, patchedFolder, root, target } from "./lib/paths.mjs";
import { Failure, program, run } from "./lib/process.mjs";
import { step } from "./lib/stamp.mjs";

/** The folder from which the page's build takes the interpreter; see www/build/runtime.ts. */
const runtime = join(target, "runtime");
const linked = join(target, "wasm32-unknown-unknown/release/threading_interpreter.wasm");
const bound = join(target, "wasm-bindgen");
/** The scripts of the worker and the host, and the module's own imports, which are copied beside the module. */
const scripts = [inRoot("crate/threading/js"), inRoot("crate/interpreter/js")];

/** The licences of the crates from which the module is compiled. */
const licenses = join(runtime, "licenses.txt");

/** The features that the compiler emits for this target, so that wasm-opt accepts these and emits no others. */
const FEATURES = [
  "threads",
  "bulk-memory",
  "bulk-memory-opt",
  "mutable-globals",
  "sign-ext",
  "nontrapping-float-to-int",
  "reference-types",
  "call-indirect-overlong",
  "multivalue",
];
/** -O3 takes four times as long (4.5 minutes of CPU instead of 1), and the program becomes neither smaller nor faster. */
const OPTIMISE = ["-O1", "--strip-debug", "--strip-producers", ...FEATURES.map((name) => `--enable-${name}`)];

async function compile() {
  const flags = ["-p", "threading-interpreter", "--release", "--target", "wasm32-unknown-unknown"];
  // Always run, because cargo itself detects whether there is anything to do.
  await run("cargo", ["build", ...flags, "-Zbuild-std=std,panic_abort"]);
}

async function bind() {
  const tool = tools()["wasm-bindgen"];
  if (!tool) throw new Failure("wasm-bindgen of the version in Cargo.lock is missing: run node scripts/setup.mjs");
  rmSync(bound, { recursive: true, force: true });
  await run(tool, ["--target", "web", "--out-dir", bound, "--out-name", "interpreter", linked]);
}

async function optimise() {
  const optimised = join(bound, "optimised.wasm");
  const wasmOpt = inRoot("node_modules/.bin/wasm-opt");
  await run(wasmOpt, [...OPTIMISE, join(bound, "interpreter_bg.wasm"), "-o", optimised]);
  rmSync(runtime, { recursive: true, force: true });
  copyTree(bound, runtime, (name) => !name.endsWith(".d.ts") && name !== "optimised.wasm");
  copyFileSync(optimised, join(runtime, "interpreter_bg.wasm"));
  for (const folder of scripts) {
    for (const name of readdirSync(folder).filter((file) => file.endsWith(".js")))
      copyFileSync(join(folder, name), join(runtime, name));
  }
}

async function writeLicenses() {
  // Imported here, because npm test imports this file before set-up has installed the package that it needs.
  const { interpreterLicenses } = await import("./lib/licenses.mjs");
  writeFileSync(licenses, interpreterLicenses());
}

function copyTree(from, to, wanted) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory()) copyTree(join(from, entry.name), join(to, entry.name), wanted);
    else if (wanted(entry.name)) copyFileSync(join(from, entry.name), join(to, entry.name));
  }
}

async function buildPage(force) {
  const inputs = [...["www", "package-lock.json"].map((name) => inRoot(name)), runtime];
  await step("page", { inputs, outputs: [inRoot("dist/index.html")], force }, async () => {
    await run("npm", ["run", "--silent", "build:page"]);
    // A compressed copy is kept until its file changes, so it outlives a build of the page.
    await compressFolder(inRoot("dist"), { cache: join(target, "brotli") });
  });
}

function report() {
  const files = readdirSync(inRoot("dist"), { recursive: true, encoding: "utf8" }).map((name) => inRoot("dist", name));
  const compressed = files.filter((path) => path.endsWith(".br"));
  for (const path of compressed.filter((name) => name.endsWith(".wasm.br"))) {
    const plain = path.slice(0, -3);
    console.log(
      `${relative(root, plain)}: ${megabytes(statSync(plain).size)}, brotli ${megabytes(statSync(path).size)}`,
    );
  }
  const sum = (paths) => paths.reduce((total, path) => total + statSync(path).size, 0);
  console.log(
    `dist/: ${megabytes(sum(compressed.map((path) => path.slice(0, -3))))}, brotli ${megabytes(sum(compressed))}`,
  );
}

export async function build({ force = false, page = true } = {}) {
  const locked = existsSync(join(patchedFolder(), "rustpython-vm/Cargo.toml"));
  if (!locked && /target\/patched/.test(readFileSync(inRoot("Cargo.toml"), "utf8"))) {
    throw new Failure("target/patched is missing: run node scripts/setup.mjs");
  }
  await compile();
  await step("wasm-bindgen", { inputs: [linked], outputs: [join(bound, "interpreter_bg.wasm")], force }, bind);
  const inputs = [
    join(bound, "interpreter_bg.wasm"),
    join(bound, "interpreter.js"),
    join(bound, "snippets"),
    ...scripts,
  ];
  const outputs = [join(runtime, "interpreter_bg.wasm")];
  await step("wasm-opt", { inputs, words: OPTIMISE, outputs, force }, optimise);
  const named = ["Cargo.lock", "scripts/lib/licenses.mjs"].map((name) => inRoot(name));
  await step("licenses", { inputs: named, outputs: [licenses], force }, writeLicenses);
  if (!page) return;
  await buildPage(force);
  report();
}

if (isEntry(import.meta)) {
  await program(() => build({ force: process.argv.includes("--force"), page: !process.argv.includes("--runtime") }));
}
