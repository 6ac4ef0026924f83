/** README's two commands work in a fresh clone: the files that they load before set-up need no npm package. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { inRoot } from "../../scripts/lib/paths.mjs";

let clone;

before(() => {
  clone = realpathSync(mkdtempSync(join(tmpdir(), "playground-")));
  for (const name of ["scripts", "package.json", "rust-toolchain.toml"]) {
    cpSync(inRoot(name), join(clone, name), { recursive: true });
  }
});

after(() => rmSync(clone, { recursive: true, force: true }));

/** Runs the clone's node without other folders that may contain packages. */
function node(...args) {
  return nodeWith({}, ...args);
}

function nodeWith(more, ...args) {
  const { NODE_PATH: _, ...env } = process.env;
  return spawnSync(process.execPath, args, { cwd: clone, encoding: "utf8", env: { ...env, ...more } });
}

test("npm test's script loads without node_modules", () => {
  // Rejected after all files are loaded, and before anything is installed.
  const { status, stderr } = node("scripts/test.mjs", "--no-such-option");
  assert.match(stderr, /Unknown option '--no-such-option'/);
  assert.notEqual(status, 0);
});

test("npm start's set-up loads without node_modules", () => {
  const { status, stdout, stderr } = node(
    "--input-type=module",
    "-e",
    `const { setUp } = await import("./scripts/setup.mjs"); console.log(typeof setUp);`,
  );
  assert.equal(stderr, "");
  assert.equal(stdout, "function\n");
  assert.equal(status, 0);
});

test("what npm run py needs is set up by itself, and told on standard error: standard output is the program's", () => {
  const bin = join(clone, "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "npm"), '#!/bin/sh\necho "installed with: $*"\n', { mode: 0o755 });
  const { status, stdout, stderr } = nodeWith(
    // Any program can stand for an installed browser.
    { PATH: `${bin}:${process.env.PATH}`, CHROME: process.execPath },
    "--input-type=module",
    "-e",
    `const { setUpToRun } = await import("./scripts/setup.mjs"); await setUpToRun("chromium"); console.log("ran");`,
  );
  assert.equal(stdout, "ran\n");
  assert.match(stderr, /^\$ npm install .*\ninstalled with: install /);
  assert.equal(status, 0);
});
