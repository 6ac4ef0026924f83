/** How `npm test` counts: by each tool's own summary, and a missing summary is a failure. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { count, faults, skipReasons, total } from "../../scripts/lib/counts.mjs";

test("cargo and wasm-pack: every binary's line", () => {
  const text = `running 3 tests
test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s

test result: FAILED. 12 passed; 2 failed; 0 ignored; 0 filtered out; finished in 3.20s
`;
  assert.deepEqual(count("cargo", text, 101), { passed: 15, failed: 2 });
});

test("vitest, in colour", () => {
  const text =
    "\u001b[2m Test Files \u001b[22m 2 passed (2)\n\u001b[2m      Tests \u001b[22m 1 failed | 12 passed (13)\n";
  assert.deepEqual(count("vitest", text, 1), { passed: 12, failed: 1 });
});

test("node:test in both forms; cancelled is failed", () => {
  assert.deepEqual(count("node", "# tests 6\n# pass 4\n# fail 1\n# cancelled 1\n# skipped 0\n", 1), {
    passed: 4,
    failed: 2,
  });
  assert.deepEqual(count("node", "ℹ tests 4\nℹ pass 4\nℹ fail 0\n", 0), { passed: 4, failed: 0 });
});

test("no tests, a bad end without a failed test, and steps without tests", () => {
  assert.deepEqual(count("cargo", "", 0), { passed: 0, failed: 1 });
  assert.deepEqual(count("node", "# pass 0\n# fail 0\n", 0), { passed: 0, failed: 1 });
  assert.deepEqual(count("cargo", "test result: ok. 3 passed; 0 failed;\nerror: signal 9", 1), {
    passed: 3,
    failed: 1,
  });
  assert.deepEqual(count("one", "anything", 0), { passed: 1, failed: 0 });
  assert.deepEqual(count("one", "anything", 1), { passed: 0, failed: 1 });
});

test("a step may skip all its tests, and says why", () => {
  const text = `ok 1 - a suite # SKIP no browser
ok 2 - another # SKIP no browser
1..2
# tests 0
# suites 2
# pass 0
# fail 0
# skipped 0
`;
  assert.deepEqual(count("node", text, 0), { passed: 0, failed: 0 });
  assert.deepEqual(count("node", text, 1), { passed: 0, failed: 1 });
  assert.deepEqual(skipReasons(text), ["no browser"]);
  assert.deepEqual(skipReasons("ok 3 - three\n"), []);
});

test("the total", () => {
  assert.deepEqual(
    total([
      { passed: 1, failed: 0 },
      { passed: 2, failed: 3 },
    ]),
    { passed: 3, failed: 3 },
  );
});

test("what names the fault is told, however long the stack behind it", () => {
  const stack = Array.from({ length: 100 }, (_, n) => `    at frame ${n}`);
  const text = ["fine", "panicked at tests/thread.rs:103:", "called `unwrap` on an `Err`", ...stack].join("\n");
  assert.deepEqual(faults(text), [
    "panicked at tests/thread.rs:103:",
    "called `unwrap` on an `Err`",
    "    at frame 0",
    "    at frame 1",
  ]);
  assert.equal(faults(text, 1).length, 1);
  assert.deepEqual(faults("all is well\n"), []);
});

test("of a failed test of node's, what it compared, and no stack", () => {
  const text = `# Subtest: it prints
not ok 20 - it prints
  ---
  duration_ms: 4757.96671
  location: 'a.test.mjs:50:3'
  failureType: 'testCodeFailure'
  error: |-
    time 4: Expected values to be strictly equal:
    + actual - expected

    + 'two\\none'
    - 'one\\ntwo'

  code: 'ERR_ASSERTION'
  stack: |-
    TestContext.<anonymous> (file:///a.test.mjs:54:17)
    at async Test.run (node:internal/test_runner/test:797:9)
  ...
ok 21 - another
`;
  const told = faults(text);
  for (const line of ["not ok 20 - it prints", "    + 'two\\none'", "    - 'one\\ntwo'"])
    assert.ok(told.includes(line), line);
  assert.ok(told[told.indexOf("  error: |-") + 1].startsWith("    time 4: "));
  assert.equal(told.at(-1), "  ...");
  assert.equal(
    told.some((line) => / at async /.test(line)),
    false,
  );
});
