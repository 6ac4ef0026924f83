/** Patches are applied exactly, in order, only when they changed; an error names the patch that does not apply. */
import assert from "node:assert/strict";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { listPatches, updatePatched } from "../../scripts/lib/patches.mjs";

const ONE = `Replaces the clock: it has none on this target. Could go upstream.
--- not a header

--- a/src/lib.rs
+++ b/src/lib.rs
@@ -1,3 +1,3 @@
 fn a() {}
-fn clock() { std() }
+fn clock() { ours() }
 fn b() {}
`;
const TWO = `diff --git a/src/lib.rs b/src/lib.rs
--- a/src/lib.rs
+++ b/src/lib.rs
@@ -1,3 +1,4 @@
 fn a() {}
 fn clock() { ours() }
+fn more() {}
 fn b() {}
diff --git a/src/new.rs b/src/new.rs
new file mode 100644
--- /dev/null
+++ b/src/new.rs
@@ -0,0 +1,1 @@
+fn new() {}
diff --git a/src/old.rs b/src/old.rs
--- a/src/old.rs
+++ /dev/null
@@ -1,1 +0,0 @@
-fn old() {}
`;

let scratch;
let fetched;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "playground-patches-"));
  fetched = 0;
  mkdirSync(join(scratch, "released/src"), { recursive: true });
  mkdirSync(join(scratch, "patches"));
  writeFileSync(join(scratch, "released/src/lib.rs"), "fn a() {}\nfn clock() { std() }\nfn b() {}\n");
  writeFileSync(join(scratch, "released/src/old.rs"), "fn old() {}\n");
});

afterEach(() => rmSync(scratch, { recursive: true }));

const series = (...names) => writeFileSync(join(scratch, "patches/series"), names.map((name) => `${name}\n`).join(""));
/** Writes a patch; a new one is appended to the series. */
function patch(name, text) {
  const path = join(scratch, "patches", name);
  if (!existsSync(path)) appendFileSync(join(scratch, "patches/series"), `${name}\n`);
  writeFileSync(path, text);
}
const patched = (name) => join(scratch, "patched/demo", name);

function update() {
  return updatePatched({
    patches: join(scratch, "patches"),
    folder: join(scratch, "patched"),
    source: async (crate, version) => {
      assert.deepEqual([crate, version], ["demo", "0.6.0"]);
      fetched++;
      return join(scratch, "released");
    },
  });
}

test("in the order of the series, with new and removed files", async () => {
  patch("demo+0.6.0.b.patch", ONE);
  patch("demo+0.6.0.a.patch", TWO);
  await update();
  assert.equal(
    readFileSync(patched("src/lib.rs"), "utf8"),
    "fn a() {}\nfn clock() { ours() }\nfn more() {}\nfn b() {}\n",
  );
  assert.equal(readFileSync(patched("src/new.rs"), "utf8"), "fn new() {}\n");
  assert.equal(existsSync(patched("src/old.rs")), false);
});

test("only when a patch changed", async () => {
  patch("demo+0.6.0.a.patch", ONE);
  await update();
  await update();
  assert.equal(fetched, 1);
  patch("demo+0.6.0.a.patch", ONE.replace("ours()", "mine()"));
  await update();
  assert.equal(fetched, 2);
  assert.match(readFileSync(patched("src/lib.rs"), "utf8"), /mine/);
});

test("one that does not fit names itself and the file, and leaves what was there", async () => {
  patch("demo+0.6.0.a.patch", ONE);
  await update();
  patch("demo+0.6.0.b.patch", TWO.replace(" fn b() {}", " fn c() {}"));
  await assert.rejects(update(), { message: "demo+0.6.0.b.patch: does not apply to src/lib.rs" });
  assert.match(readFileSync(patched("src/lib.rs"), "utf8"), /ours/);
});

test("a file that the crate does not have, a path outside of it, no change at all", async () => {
  patch("demo+0.6.0.a.patch", ONE.replaceAll("src/lib.rs", "src/missing.rs"));
  await assert.rejects(update(), { message: "demo+0.6.0.a.patch: the crate has no src/missing.rs" });
  patch("demo+0.6.0.a.patch", ONE.replaceAll("src/lib.rs", "../lib.rs"));
  await assert.rejects(update(), /bad path/);
  patch("demo+0.6.0.a.patch", "just words\n");
  await assert.rejects(update(), /no change/);
});

test("a folder made by hand is kept", async () => {
  mkdirSync(patched("src"), { recursive: true });
  writeFileSync(patched("src/lib.rs"), "by hand\n");
  patch("demo+0.6.0.a.patch", ONE);
  await update();
  const kept = readdirSync(join(scratch, "patched")).find((name) => name.endsWith(".old"));
  assert.equal(readFileSync(join(scratch, "patched", kept, "src/lib.rs"), "utf8"), "by hand\n");
});

test("names", () => {
  patch("rustpython-vm+0.6.0.clock.patch", ONE);
  patch("other+1.0.0-rc.1.topic.patch", ONE);
  const found = listPatches(join(scratch, "patches")).map(({ crate, version }) => `${crate} ${version}`);
  assert.deepEqual(found, ["rustpython-vm 0.6.0", "other 1.0.0-rc.1"]);
  patch("rustpython-vm+0.7.0.topic.patch", ONE);
  assert.throws(() => listPatches(join(scratch, "patches")), /another patch is for rustpython-vm 0\.6\.0/);
  rmSync(join(scratch, "patches/rustpython-vm+0.7.0.topic.patch"));
  series("rustpython-vm+0.6.0.clock.patch", "other+1.0.0-rc.1.topic.patch");
  patch("clock.patch", ONE);
  assert.throws(() => listPatches(join(scratch, "patches")), /the name is not/);
});

test("the series and the folder name the same patches, each once", () => {
  const list = () => listPatches(join(scratch, "patches"));
  patch("demo+0.6.0.a.patch", ONE);
  series("# the first", "demo+0.6.0.a.patch  # why");
  assert.equal(list().length, 1);
  series("demo+0.6.0.a.patch", "demo+0.6.0.b.patch");
  assert.throws(list, { message: "patches/series: there is no demo+0.6.0.b.patch" });
  series("demo+0.6.0.a.patch", "demo+0.6.0.a.patch");
  assert.throws(list, { message: "patches/series: demo+0.6.0.a.patch is in it twice" });
  series();
  assert.throws(list, { message: "patches/demo+0.6.0.a.patch: it is not in patches/series" });
});
