/** The two commands of README begin in a fresh clone: nothing they load before set-up may need a package of npm's. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
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

/** Runs the clone's node without the folders in which packages may lie besides. */
function node(...args) {
  const { NODE_PATH: _, ...env } = process.env;
  return spawnSync(process.execPath, args, { cwd: clone, encoding: "utf8", env });
}

test("npm test's script loads without node_modules", () => {
  // Refused after everything is loaded, and before anything is installed.
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
