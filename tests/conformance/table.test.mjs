/** The comparison with the table, on invented results. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SUITES } from "../../scripts/lib/conformance-modules.mjs";
import { growth } from "../../scripts/lib/conformance-soak.mjs";
import {
  belongs,
  differences,
  idleSkips,
  KINDS,
  readTable,
  summary,
  updated,
} from "../../scripts/lib/conformance-table.mjs";

const suite = { name: "test_x", module: "test.test_x" };
const part = { name: "test_y.test_pool", module: "test.test_y", patterns: ["*Pool*.*"] };
const row = { kind: "os", reason: "it forks" };
const result = (id, outcome, detail = "") => ({ id, outcome, detail });

describe("the table", () => {
  it("has a known kind and a reason in every row, and none that belongs to no module", () => {
    const { tests } = readTable();
    for (const id of Object.keys(tests)) {
      assert.ok(
        SUITES.some((given) => belongs(id, given)),
        id,
      );
    }
  });

  it("does not take a row without a reason, or of another kind", () => {
    assert.throws(() => readTable('{"tests":{"a.b":{"kind":"os"}},"skips":[]}'), /needs a kind and a reason/);
    assert.throws(() => readTable('{"tests":{},"skips":[{"says":"no","kind":"odd","reason":"x"}]}'), /needs a kind/);
  });
});

describe("differences", () => {
  it("are none where every failure has its row", () => {
    const table = { tests: { "test_x.A.fails": row }, skips: [{ says: "no fork", ...row }] };
    const results = [
      result("test_x.A.fails", "error"),
      result("test_x.A.no", "skip", "no fork"),
      result("test_x.A.ok", "pass"),
    ];
    assert.deepEqual(differences(table, suite, results), []);
  });

  it("name an unexpected failure, and an unexpected skip", () => {
    const results = [
      result("test_x.A.a", "fail", "Traceback\nValueError: 3"),
      result("test_x.A.b", "skip", "no _queue"),
    ];
    assert.deepEqual(differences({ tests: {}, skips: [] }, suite, results), [
      "test_x.A.a: fail: ValueError: 3",
      "test_x.A.b: skip: no _queue",
    ]);
  });

  it("name a row whose test passes, and one whose test did not run", () => {
    const table = { tests: { "test_x.A.a": row, "test_x.A.b": row, "test_z.A.c": row }, skips: [] };
    assert.deepEqual(differences(table, suite, [result("test_x.A.a", "pass")]), [
      "test_x.A.a passes now: take it out of the table",
      "test_x.A.b is in the table and was not run",
    ]);
  });

  it("expect no result of a test that is left out", () => {
    const table = { tests: { "test_x.A.a": { ...row, run: false } }, skips: [] };
    assert.deepEqual(differences(table, suite, []), []);
    assert.equal(summary(table, suite, []).counts.os, 1);
  });

  it("of a part of a module leave its other tests alone", () => {
    const table = { tests: { "test_y.FutureTests.a": row, "test_y.PoolTest.b": row }, skips: [] };
    assert.deepEqual(differences(table, part, []), ["test_y.PoolTest.b is in the table and was not run"]);
  });

  it("count a fixture to its module", () => {
    assert.ok(belongs("setUpClass (test.test_x.A)", suite));
    assert.ok(!belongs("setUpClass (test.test_x.A)", part));
  });

  it("match a skip by the beginning of what it says where the row ends in a star", () => {
    const table = { tests: {}, skips: [{ says: "not enough memory*", ...row }] };
    assert.deepEqual(differences(table, suite, [result("test_x.A.a", "skip", "not enough memory: 3G")]), []);
  });
});

describe("rows for skips", () => {
  it("are idle where no test says so", () => {
    const table = {
      tests: {},
      skips: [
        { says: "no fork", ...row },
        { says: "no _queue", ...row },
      ],
    };
    const results = [result("test_x.A.a", "skip", "no fork"), result("test_x.A.b", "fail", "no _queue")];
    assert.deepEqual(idleSkips(table, results), [table.skips[1]]);
  });
});

describe("an update", () => {
  it("gives new failures to us, and drops rows of tests that pass", () => {
    const table = { tests: { "test_x.A.old": row, "test_x.A.kept": row }, skips: [] };
    const results = [
      result("test_x.A.old", "pass"),
      result("test_x.A.kept", "fail"),
      result("test_x.A.new", "error", "KeyError: 1"),
    ];
    const { tests } = updated(table, suite, results);
    assert.deepEqual(tests, { "test_x.A.kept": row, "test_x.A.new": { kind: "ours", reason: "error: KeyError: 1" } });
  });
});

describe("a summary", () => {
  it("counts a failure without a row as our fault", () => {
    const { counts, rows } = summary({ tests: {}, skips: [] }, suite, [
      result("test_x.A.a", "pass"),
      result("test_x.A.b", "expected"),
      result("test_x.A.c", "hang", "no word for 5 minutes"),
    ]);
    assert.deepEqual([counts.tests, counts.passed, counts.ours], [3, 2, 1]);
    assert.deepEqual(rows, [{ id: "test_x.A.c", outcome: "hang", kind: "ours", reason: "no word for 5 minutes" }]);
    assert.deepEqual(Object.keys(counts).slice(2), Object.keys(KINDS));
  });
});

describe("growth", () => {
  const figures = { bytes: 100e6, workers: 12, objects: 5000, threads: 1 };

  it("is none where everything stays", () => assert.deepEqual(growth(figures, figures), []));

  it("is told where one more worker lives, or a thread", () => {
    assert.match(growth(figures, { ...figures, workers: 13 })[0], /^workers grew from 12 to 13/);
    assert.match(growth(figures, { ...figures, threads: 2 })[0], /^threads grew/);
  });
});
