/** Installs what is missing, prints what it does, and is fast if nothing is missing. It runs before node_modules exists. */
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { aptCommand, installPackages } from "./lib/debian.mjs";
import { setUpDocsPython } from "./lib/docs-python.mjs";
import { browsers, pinnedToolchain, tools, wantedTools, webkit } from "./lib/env.mjs";
import { updatePatched } from "./lib/patches.mjs";
import { inRoot, isEntry, toolsFolder } from "./lib/paths.mjs";
import { Failure, onStandardError, output, program, run, tell, which } from "./lib/process.mjs";

const OLDEST_NODE = 20;

function checkNode() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < OLDEST_NODE) throw new Failure(`Node ${OLDEST_NODE} or later is needed; this is ${process.version}`);
}

/** Installs the pinned toolchain by name, because rustup may be configured not to install it automatically. */
async function setUpToolchain() {
  if (!which("rustup")) {
    throw new Failure(
      "rustup is needed: curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal",
    );
  }
  const { channel, components, targets } = pinnedToolchain();
  const wanted = [...components, ...targets.map((name) => `rust-std-${name}`)];
  const installed = installedComponents(channel);
  if (wanted.every((name) => installed.some((entry) => entry === name || entry.startsWith(`${name}-`)))) return;
  const args = ["toolchain", "install", channel, "--profile", "minimal", "--no-self-update"];
  for (const name of components) args.push("-c", name);
  for (const name of targets) args.push("-t", name);
  await run("rustup", args);
}

/** Returns the names in a toolchain's own list, such as `clippy-preview-x86_64-unknown-linux-gnu`. */
function installedComponents(channel) {
  const rustc = output("rustup", ["which", "rustc", "--toolchain", channel], {
    env: { ...process.env, RUSTUP_AUTO_INSTALL: "0" },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const list = rustc && join(rustc, "../../lib/rustlib/components");
  if (!list || !existsSync(list)) return [];
  return readFileSync(list, "utf8")
    .split("\n")
    .map((line) => line.replace("-preview", ""));
}

async function setUpNodeModules() {
  const lock = inRoot("package-lock.json");
  const installed = inRoot("node_modules/.package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  if (existsSync(installed) && samePackages(lock, installed)) return;
  // Not `npm ci`, which refuses a lock file that was written where the registry lacks packages for other machines.
  await run("npm", ["install", "--no-fund", "--no-audit"]);
}

/** Compares the packages, because a checkout changes the time of the lock file but not its content. */
function samePackages(lock, installed) {
  const read = (path) => JSON.parse(readFileSync(path, "utf8")).packages;
  const have = read(installed);
  return Object.entries(read(lock)).every(
    ([name, entry]) => name === "" || entry.optional || have[name]?.version === entry.version,
  );
}

/**
 * Installs the tools that cargo builds, into target/tools. Without --locked, because their lock files are too old for this
 * compiler.
 */
async function setUpTools(forTests) {
  const found = tools();
  mkdirSync(toolsFolder, { recursive: true });
  for (const { crate, program, version, flags = [], testsOnly } of wantedTools()) {
    if (found[program] || (testsOnly && !forTests)) continue;
    await run("cargo", ["install", "--root", toolsFolder, "--version", version, ...flags, "--force", crate]);
  }
}

/** Installs all browsers that the tests use, or `only` these packages. */
async function setUpBrowsers(only) {
  const found = { ...browsers(), ...webkit() };
  const missing = [
    ["chromium", found.chromium],
    ["chromium-driver", found.chromedriver],
    ["firefox-esr", found.firefox],
    ["webkit2gtk-driver", found.webkitDriver],
    ["xvfb", found.xvfb],
  ].flatMap(([name, path]) => (path || (only && !only.includes(name)) ? [] : [name]));
  if (missing.length === 0) return;
  if (await installPackages(missing)) return;
  tell(
    `not installed: ${missing.join(", ")} (needed by npm test and npm run py). On Debian: ${aptCommand(missing)}\n` +
      "Elsewhere install Chromium or Chrome with its driver, and Firefox, or name them in CHROME, CHROMEDRIVER and FIREFOX; " +
      "without WebKitGTK its tests are skipped.",
  );
}

/** Installs everything for `npm start`; `forTests` adds the test tools and the browsers. */
export async function setUp({ forTests = true } = {}) {
  checkNode();
  await setUpToolchain();
  await setUpNodeModules();
  await updatePatched();
  await setUpTools(forTests);
  if (!forTests) return;
  await setUpBrowsers();
  await setUpDocsPython();
}

/** Installs what a script needs to run programs in a browser on the built page. Its messages go to standard error. */
export async function setUpToRun(browser = "chromium") {
  await onStandardError(async () => {
    checkNode();
    await setUpNodeModules();
    await setUpBrowsers([browser === "firefox" ? "firefox-esr" : browser]);
  });
}

if (isEntry(import.meta)) {
  await program(async () => {
    const startedAt = performance.now();
    await setUp({ forTests: !process.argv.includes("--no-tests") });
    console.log(`set-up is complete (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
  });
}
