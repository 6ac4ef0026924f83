/**
 * The steps of `npm test`, in order: `{ name, format, commands, needsNoBuild }`; a command is `[program, arguments,
 * environment]`. A step that needs no build runs during the build, and compiles into other folders.
 */
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { docsPython } from "./docs-python.mjs";
import { browsers, toolEnvironment, tools } from "./env.mjs";
import { inRoot, root, target } from "./paths.mjs";

const WASM = ["--target", "wasm32-unknown-unknown"];
const STD = "-Zbuild-std=std,panic_abort";
const DENY = ["--", "-D", "warnings"];
const CRATES = ["web-threading", "python2-dialect", "process-files", "thread-blocks", "process-layout"];
const NATIVE = CRATES.flatMap((name) => ["-p", name]);
const vite = inRoot("node_modules/.bin/vite");
const vitest = inRoot("node_modules/.bin/vitest");
const viteConfig = ["--config", "www/vite.config.ts"];

/** Every folder of tests/ that contains `*.test.mjs` is a step with the folder's name. */
function nodeSteps() {
  const files = readdirSync(inRoot("tests"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.mjs"))
    .sort();
  const folders = [...new Set(files.map((name) => (name.includes("/") ? name.split("/", 1)[0] : "top")))];
  return folders.map((folder) => {
    const own = files.filter((name) => (folder === "top" ? !name.includes("/") : name.startsWith(`${folder}/`)));
    const paths = own.map((name) => relative(root, inRoot("tests", name)));
    // One file at a time, because these tests measure time and share the cores with a browser.
    const test = [process.execPath, ["--test", "--test-reporter=tap", "--test-concurrency=1", ...paths]];
    const pretend = [vite, ["build", ...viteConfig, "--mode", "test", "--logLevel", "warn"]];
    return { name: folder, format: "node", commands: folder === "page" ? [pretend, test] : [test] };
  });
}

function wasmPack(name, ...flags) {
  const crate = join("crate", "threading");
  const args = ["test", "--headless", ...flags, crate];
  // wasm-pack passes further arguments to the test program, not to cargo, so the standard library is requested here. The
  // runner allows a test 20 s by default, but a busy machine may need longer to start a browser.
  const environment = { CARGO_UNSTABLE_BUILD_STD: "std,panic_abort", WASM_BINDGEN_TEST_TIMEOUT: "300" };
  return { name, format: "cargo", needsNoBuild: true, commands: [["wasm-pack", args, environment]] };
}

/** Checks the protocols in every order of the threads' steps, with a limit of preemptions: more would take hours. */
function loom() {
  const environment = {
    RUSTFLAGS: "--cfg loom",
    // A separate folder, because the flag applies to every crate, and all of them would be rebuilt each time.
    CARGO_TARGET_DIR: join(target, "loom"),
    LOOM_MAX_PREEMPTIONS: "3",
  };
  const tests = ["--lib", "--test", "loom_*"];
  const args = [
    "test",
    "--profile",
    "quick",
    "--no-fail-fast",
    "-p",
    "web-threading",
    "--no-default-features",
    ...tests,
  ];
  return { name: "loom", format: "cargo", needsNoBuild: true, commands: [["cargo", args, environment]] };
}

/** Runs the native tests in an interpreter that finds undefined behaviour, without the pool, which is another crate. */
function miri() {
  // The clock is the machine's.
  const environment = {
    MIRIFLAGS: "-Zmiri-disable-isolation",
    CARGO_TARGET_DIR: join(target, "miri"),
  };
  const test = ["miri", "test", "--no-fail-fast", "-p"];
  const threading = [...test, "web-threading", "--no-default-features", "--lib", "--tests"];
  const blocks = [...test, "thread-blocks"];
  const commands = [threading, blocks].map((args) => ["cargo", args, environment]);
  return { name: "miri", format: "cargo", needsNoBuild: true, commands };
}

/** Checks the format, the style and the types of the Python package. Its pyproject.toml has the rules. */
function python() {
  const source = join("www", "python");
  const ruff = ["-m", "ruff"];
  const mypy = ["-m", "mypy", "--config-file", join(source, "pyproject.toml"), "--cache-dir", join(target, "mypy")];
  const commands = [
    [...ruff, "format", "--no-cache", "--check", "--diff", source],
    [...ruff, "check", "--no-cache", source],
    [...mypy, join(source, "src")],
  ];
  return { name: "python", format: "one", needsNoBuild: true, commands: commands.map((args) => [docsPython, args]) };
}

/**
 * Lints the interpreter with the compiled crates of the build. `cargo clippy` does not use compiled code, so it would check
 * all of RustPython again, for minutes. This command generates no code for this crate, and links it with a linker that does
 * nothing.
 */
function lintedInterpreter() {
  const args = ["rustc", "-p", "threading-interpreter", "--lib", "--release", STD, ...WASM, ...DENY];
  return ["cargo", [...args, "-Zno-codegen", "-Clinker=true"], { RUSTC_WORKSPACE_WRAPPER: "clippy-driver" }];
}

export function steps() {
  const { chromedriver } = browsers();
  const { geckodriver } = tools();
  return [
    { name: "fmt", format: "one", needsNoBuild: true, commands: [["cargo", ["fmt", "--all", "--check"]]] },
    { name: "lint", format: "one", needsNoBuild: true, commands: [["npm", ["run", "--silent", "lint"]]] },
    python(),
    {
      name: "clippy",
      format: "one",
      needsNoBuild: true,
      commands: [["cargo", ["clippy", ...NATIVE, "--all-targets", ...DENY]]],
    },
    {
      name: "clippy-wasm",
      format: "one",
      commands: [
        ["cargo", ["clippy", "-p", "web-threading", "--all-targets", STD, ...WASM, ...DENY]],
        lintedInterpreter(),
      ],
    },
    {
      name: "doc",
      format: "one",
      needsNoBuild: true,
      commands: [
        ["cargo", ["doc", "--no-deps", ...NATIVE], { RUSTDOCFLAGS: "-D warnings" }],
        // As docs.rs does it, without another standard library.
        ["cargo", ["doc", "--no-deps", "-p", "web-threading", ...WASM], { RUSTDOCFLAGS: "-D warnings", DOCS_RS: "1" }],
      ],
    },
    { name: "rust", format: "cargo", needsNoBuild: true, commands: [["cargo", ["test", "--no-fail-fast", ...NATIVE]]] },
    loom(),
    miri(),
    wasmPack("wasm-chrome", "--chrome", ...(chromedriver ? ["--chromedriver", chromedriver] : [])),
    wasmPack("wasm-firefox", "--firefox", ...(geckodriver ? ["--geckodriver", geckodriver] : [])),
    { name: "vitest", format: "vitest", commands: [[vitest, ["run", ...viteConfig]]] },
    { name: "size", format: "one", commands: [["npm", ["run", "--silent", "size"]]] },
    ...nodeSteps(),
  ];
}

/** The environment of every step: our tools first, no colours, and no advice to repeat a browser test. */
export const stepEnvironment = () => ({
  ...toolEnvironment(),
  NO_COLOR: "1",
  TERM: "dumb",
  FORCE_COLOR: "0",
  CARGO_TERM_COLOR: "never",
});
