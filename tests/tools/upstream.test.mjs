/** The report for upstream consists of the patches' own headers. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { upstreamReport } from "../../scripts/lib/upstream.mjs";

test("docs/upstream.md is up to date: node scripts/upstream.mjs", () => {
  assert.equal(readFileSync(inRoot("docs/upstream.md"), "utf8"), upstreamReport());
});

test("the programs that it names are there, and every patch says what it is for", () => {
  const report = upstreamReport();
  for (const [, path] of report.matchAll(/\]\(\.\.\/([^)]+)\)/g)) {
    assert.ok(existsSync(inRoot(decodeURIComponent(path))), path);
  }
  for (const [, topic, words] of report.matchAll(/^### (\S+)\n\n(.*)/gm)) {
    assert.doesNotMatch(words, /^Where:/, `${topic} has no header`);
  }
});
