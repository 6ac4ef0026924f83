/** The README of crate/threading, followed literally: its files, its commands, and its page in a browser. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { inRoot, target } from "../../scripts/lib/paths.mjs";
import { stepEnvironment } from "../../scripts/lib/steps.mjs";
import { launchBrowser } from "../support/browser.mjs";

const BUILD_LIMIT_MS = 15 * 60_000;
const readme = readFileSync(inRoot("crate/threading/README.md"), "utf8");
const guide = readme.slice(readme.indexOf("## From an empty folder"), readme.indexOf("### With Vite"));

/** A paragraph that begins with a file's name, and the code below it. */
const files = [...guide.matchAll(/^`([^`\n]+)`[^`]*?:?(?:\n[^`\n]+)*\n\n```\w+\n([\s\S]*?)^```$/gm)].map(
  ([, name, text]) => ({ name, text }),
);
const [build, serve] = [...guide.matchAll(/^```sh\n(.+)\n```$/gm)].map(([, command]) => command);

const parent = mkdtempSync(join(tmpdir(), "web-threading-"));
const folder = join(parent, "first-thread");
/** The folder of compiled crates is shared with the other tests of this target. */
const env = { ...stepEnvironment(), CARGO_TARGET_DIR: target, PORT: "0" };
let browser;

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function run(command, more = {}) {
  const { status, stdout, stderr } = spawnSync(command, {
    cwd: folder,
    env: { ...env, ...more },
    shell: true,
    encoding: "utf8",
    timeout: BUILD_LIMIT_MS,
  });
  return { status, text: `${stdout}${stderr}` };
}

before(async () => {
  // The crate is this one, not a published one; cargo reads this file because the folder is below it.
  const path = JSON.stringify(inRoot("crate/threading"));
  write(join(parent, ".cargo/config.toml"), `[patch.crates-io]\nweb-threading = { path = ${path} }\n`);
  for (const { name, text } of files) write(join(folder, name), text);
  // The versions that wasm-pack's wasm-bindgen and the other tests have.
  copyFileSync(inRoot("Cargo.lock"), join(folder, "Cargo.lock"));
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  rmSync(parent, { recursive: true, force: true });
});

test("the README has the six files and the two commands", () => {
  assert.deepEqual(
    files.map(({ name }) => name),
    ["Cargo.toml", "rust-toolchain.toml", ".cargo/config.toml", "src/lib.rs", "index.html", "serve.py"],
  );
  assert.match(build, /^wasm-pack build /);
  assert.match(serve, /^python3 /);
});

test("the compiler and the flags are this repository's", () => {
  const own = (name) => readFileSync(inRoot(name), "utf8");
  const shown = (name) => files.find((file) => file.name === name).text;
  const channel = /^channel = .*$/m;
  assert.equal(shown("rust-toolchain.toml").match(channel)[0], own("rust-toolchain.toml").match(channel)[0]);
  const flags = (text) => [...text.matchAll(/"(-C[^"]*)"/g)].map(([, flag]) => flag);
  assert.deepEqual(flags(shown(".cargo/config.toml")), flags(own(".cargo/config.toml")));
});

test("without the flags, the error is this crate's and says what to do", () => {
  const config = join(folder, ".cargo/config.toml");
  const text = readFileSync(config, "utf8");
  writeFileSync(config, "");
  const { status, text: message } = run("cargo build --target wasm32-unknown-unknown");
  writeFileSync(config, text);
  assert.notEqual(status, 0);
  const errors = message.split("\n").filter((line) => /^error/.test(line));
  assert.match(errors[0], /web-threading needs the target features atomics and bulk-memory/, message);
});

test("without build-std, the error says so", () => {
  const config = join(folder, ".cargo/config.toml");
  const text = readFileSync(config, "utf8");
  writeFileSync(config, text.replace(/\[unstable\]\n.*\n/, ""));
  const { status, text: message } = run("cargo check");
  writeFileSync(config, text);
  assert.notEqual(status, 0);
  assert.match(message, /the standard library was built without atomics/);
});

test("the page shows the sum of two threads", async (t) => {
  const { status, text } = run(build);
  assert.equal(status, 0, text);
  const server = spawn(serve, { cwd: folder, env, shell: true, stdio: ["ignore", "pipe", "ignore"], detached: true });
  t.after(() => process.kill(-server.pid));
  const [address] = await once(server.stdout, "data");
  const page = await browser.newPage();
  t.after(() => page.close());
  await page.goto(String(address).trim());
  await page.waitForFunction(() => document.querySelector("#sum").textContent !== "…", undefined, { timeout: 60_000 });
  assert.equal(await page.locator("#sum").textContent(), "42");
});
