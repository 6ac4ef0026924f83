/** The programs that are installed on this machine: browsers, their drivers and build tools. */
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { inRoot, toolsFolder } from "./paths.mjs";
import { output, which } from "./process.mjs";

const CHROMIUM_NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const FIREFOX_NAMES = ["firefox", "firefox-esr", "/Applications/Firefox.app/Contents/MacOS/firefox"];

const cargoBin = () => join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "bin");

/**
 * Returns the path of `chosen`, which the user named in the environment, or of the first of `names` that exists. If `chosen`
 * does not exist, the result is `undefined`: no other program replaces it.
 */
function find(chosen, names) {
  if (chosen) return which(chosen);
  for (const name of names) {
    const path = which(name);
    if (path) return path;
  }
  return undefined;
}

/** Returns the paths of the browsers and of Chromium's driver; `undefined` for those that are missing. */
export function browsers(env = process.env) {
  return {
    chromium: find(env.CHROME ?? env.CHROMIUM, CHROMIUM_NAMES),
    chromedriver: find(env.CHROMEDRIVER, ["chromedriver", "/usr/lib/chromium/chromedriver"]),
    firefox: find(env.FIREFOX, FIREFOX_NAMES),
  };
}

/** Returns WebKitGTK's driver, which finds its own browser, and the display server for both; only tests use them. */
export function webkit(env = process.env) {
  return {
    webkitDriver: find(env.WEBKITWEBDRIVER, ["WebKitWebDriver"]),
    xvfb: find(env.XVFB, ["Xvfb"]),
  };
}

/** Returns the version of a crate in Cargo.lock, which the tool of the same name must match exactly. */
export function lockedVersion(crate, lock = readFileSync(inRoot("Cargo.lock"), "utf8")) {
  const found = new RegExp(`^name = "${crate}"\\nversion = "([^"]+)"`, "m").exec(lock);
  if (!found) throw new Error(`Cargo.lock has no ${crate}`);
  return found[1];
}

/** Without server and search, and not optimised, because the tests build only one small book. */
const MDBOOK_FLAGS = ["--no-default-features", "--debug"];

/** Returns the build tools: for each its crate, its program and the required version. */
export function wantedTools() {
  return [
    { crate: "wasm-bindgen-cli", program: "wasm-bindgen", version: lockedVersion("wasm-bindgen"), exact: true },
    { crate: "wasm-pack", program: "wasm-pack", version: "0.15.1", exact: true, testsOnly: true },
    { crate: "geckodriver", program: "geckodriver", version: "0.37.1", exact: false, testsOnly: true },
    { crate: "mdbook", program: "mdbook", version: "0.5.4", exact: true, testsOnly: true, flags: MDBOOK_FLAGS },
  ];
}

/** Returns the path of a tool in a suitable version: ours first, then the machine's. */
function findTool({ program, version, exact }) {
  const folders = [join(toolsFolder, "bin"), ...(process.env.PATH ?? "").split(delimiter), cargoBin()];
  for (const folder of new Set(folders.filter(Boolean))) {
    const path = which(join(folder, program));
    if (!path) continue;
    const found = /\d+\.\d+\.\d+/.exec(output(path, ["--version"]) ?? "")?.[0];
    if (exact ? found === version : found !== undefined) return path;
  }
  return undefined;
}

/** Returns the paths of the build tools by program name; `undefined` for those that are missing. */
export function tools() {
  return Object.fromEntries(wantedTools().map((tool) => [tool.program, findTool(tool)]));
}

/** Returns the environment with the tools' folders first in `PATH`. */
export function toolEnvironment(found = tools()) {
  const folders = new Set(
    Object.values(found)
      .filter(Boolean)
      .map((path) => dirname(path)),
  );
  return { ...process.env, PATH: [...folders, process.env.PATH ?? ""].join(delimiter) };
}

/** Returns what rust-toolchain.toml pins. */
export function pinnedToolchain(text = readFileSync(inRoot("rust-toolchain.toml"), "utf8")) {
  const list = (key) =>
    [...(new RegExp(`^${key} = \\[(.*?)\\]`, "ms").exec(text)?.[1] ?? "").matchAll(/"([^"]+)"/g)].map(
      (match) => match[1],
    );
  const channel = /^channel = "([^"]+)"/m.exec(text)?.[1];
  if (!channel) throw new Error("rust-toolchain.toml names no channel");
  return { channel, components: list("components"), targets: list("targets") };
}
