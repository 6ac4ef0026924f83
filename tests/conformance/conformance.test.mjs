/** A fixed part of CPython's tests: those closest to threads. `npm run conformance` runs all of them. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openConformance } from "../../scripts/lib/conformance.mjs";
import { SUITES } from "../../scripts/lib/conformance-modules.mjs";
import { differences, readTable } from "../../scripts/lib/conformance-table.mjs";

describe("CPython's tests, as the table says", () => {
  let conformance;

  before(async () => {
    conformance = await openConformance();
  });
  after(() => conformance?.close());

  for (const suite of SUITES.filter(({ quick }) => quick)) {
    it(suite.name, async (context) => {
      const { python } = readTable();
      const here = conformance.python();
      if (here !== python) {
        context.skip(`the table is of the tests of ${python}; these are ${here}'s: npm run conformance -- --update`);
        return;
      }
      const { results } = await conformance.run(suite);
      assert.ok(results.length > 0, "it has tests");
      assert.deepEqual(differences(readTable(), suite, results), []);
    });
  }
});
