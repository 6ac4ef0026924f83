/** The crate can be published: cargo packs it, with what its users need and nothing else. */
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { output } from "../../scripts/lib/process.mjs";

const folder = mkdtempSync(join(tmpdir(), "web-threading-package-"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("cargo packs a copy in which publishing is allowed", () => {
  cpSync(inRoot("crate/threading"), join(folder, "crate/threading"), { recursive: true, dereference: true });
  cpSync(inRoot("Cargo.lock"), join(folder, "Cargo.lock"));
  const workspace = readFileSync(inRoot("Cargo.toml"), "utf8")
    .replace("publish = false", "publish = true")
    .replace(/^members = .*$/m, 'members = ["crate/threading"]')
    .replace(/^\[patch\.crates-io\][\s\S]*/m, "");
  writeFileSync(join(folder, "Cargo.toml"), workspace);
  const manifest = ["--manifest-path", join(folder, "Cargo.toml")];
  const listed = output("cargo", ["package", "--list", "-p", "web-threading", "--allow-dirty", ...manifest]);
  assert.ok(listed !== undefined, "cargo package --list failed");
  const files = listed.trim().split("\n");
  for (const name of ["Cargo.toml", "LICENSE", "README.md", "build.rs", "js/host.js", "js/worker.js", "src/lib.rs"]) {
    assert.ok(files.includes(name), `${name} is missing in ${files}`);
  }
  assert.deepEqual(
    files.filter((name) => /^(tests|examples)\//.test(name)),
    [],
  );
  const packed = output("cargo", ["package", "--no-verify", "-p", "web-threading", "--allow-dirty", ...manifest]);
  assert.ok(packed !== undefined, "cargo package failed");
});
