/** `npm run patch`: edits in a patched copy become a patch, and the series reproduces the edited copy. */
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { writePatch } from "../../scripts/lib/patch-writing.mjs";
import { updatePatched } from "../../scripts/lib/patches.mjs";

const RELEASED = ["fn a() {}", "fn b() {}", "fn c() {}", "", "", "", "", "", "", "", "fn y() {}", "fn z() {}", ""].join(
  "\n",
);
const FIRST = `Why it is there.

--- a/src/lib.rs
+++ b/src/lib.rs
@@ -1,3 +1,3 @@
-fn a() {}
+fn first() {}
 fn b() {}
 fn c() {}
`;
const SECOND = `
--- a/src/lib.rs
+++ b/src/lib.rs
@@ -11,2 +11,2 @@
 fn y() {}
-fn z() {}
+fn second() {}
`;

let scratch;
let at;

beforeEach(async () => {
  scratch = mkdtempSync(join(tmpdir(), "playground-patch-writing-"));
  at = {
    patches: join(scratch, "patches"),
    folder: join(scratch, "patched"),
    source: async () => join(scratch, "released"),
  };
  mkdirSync(join(scratch, "released/src"), { recursive: true });
  mkdirSync(at.patches);
  writeFileSync(join(scratch, "released/src/lib.rs"), RELEASED);
  writeFileSync(join(at.patches, "thing+1.0.0.first.patch"), FIRST);
  writeFileSync(join(at.patches, "thing+1.0.0.second.patch"), SECOND);
  writeFileSync(join(at.patches, "series"), "thing+1.0.0.first.patch\nthing+1.0.0.second.patch\n");
  await updatePatched(at);
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const path = (name) => join(at.folder, "thing/src", name);
const read = (name) => readFileSync(path(name), "utf8");
const edit = (old, now) => writeFileSync(path("lib.rs"), read("lib.rs").replace(old, now));
const write = (topic) => writePatch({ ...at, crate: "thing", topic });

/** Returns a new copy, made by the series. */
async function remade() {
  const folder = join(scratch, "remade");
  await updatePatched({ ...at, folder });
  return (name) => readFileSync(join(folder, "thing/src", name), "utf8");
}

test("a new topic is a patch at the end of the series, with new files", async () => {
  edit("fn b() {}", "fn b() { edited() }");
  writeFileSync(path("more.rs"), "fn more() {}\n");
  const file = await write("third-thing");
  assert.equal(file, join(at.patches, "thing+1.0.0.third-thing.patch"));
  assert.match(
    readFileSync(join(at.patches, "series"), "utf8"),
    /second\.patch\nthing\+1\.0\.0\.third-thing\.patch\n$/,
  );
  assert.match(readFileSync(file, "utf8"), /^Say here what goes wrong/);
  const made = await remade();
  assert.equal(made("lib.rs"), read("lib.rs"));
  assert.equal(made("more.rs"), "fn more() {}\n");
});

test("the topic of a patch that is there takes up the edits and keeps its header; the later ones still fit", async () => {
  edit("fn b() {}", "fn b() { edited() }");
  const file = await write("first");
  const text = readFileSync(file, "utf8");
  assert.match(text, /^Why it is there\.\n/);
  assert.match(text, /^\+fn first\(\) \{\}\n\+fn b\(\) \{ edited\(\) \}$/m);
  assert.equal(readFileSync(join(at.patches, "thing+1.0.0.second.patch"), "utf8"), SECOND);
  assert.equal((await remade())("lib.rs"), read("lib.rs"));
});

test("set-up leaves the edited copy as it is afterwards", async () => {
  edit("fn c() {}", "fn c() { edited() }");
  await write("third");
  cpSync(path("lib.rs"), join(scratch, "edited.rs"));
  await updatePatched({ ...at, source: () => assert.fail("it was patched anew") });
  assert.equal(read("lib.rs"), readFileSync(join(scratch, "edited.rs"), "utf8"));
});

test("edits of what a later patch made do not fit an earlier one: nothing is written", async () => {
  edit("fn second() {}", "fn second() { edited() }");
  await assert.rejects(
    write("first"),
    /first: the patches after it are in the way; give the edits a topic of their own/,
  );
  assert.equal(readFileSync(join(at.patches, "thing+1.0.0.first.patch"), "utf8"), FIRST);
});

test("without an edit, with an unknown crate or a bad topic there is an error that says so", async () => {
  await assert.rejects(write("third"), /nothing was edited/);
  await assert.rejects(writePatch({ ...at, crate: "other", topic: "third" }), /other: the patched crates are thing/);
  await assert.rejects(write("Third!"), /a topic is words in lower case/);
});
