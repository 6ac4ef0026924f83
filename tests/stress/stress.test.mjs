/** A few seconds of the stress suite, with a new seed each time; `npm run stress` runs for as long as you choose. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { newSeed, runStress, stressPrograms } from "../../scripts/lib/stress.mjs";
import { useRunner } from "../e2e/support.mjs";

const SECONDS = 6;
const site = useRunner();

for (const name of stressPrograms()) {
  const seed = newSeed();
  test(`${name}.py, ${SECONDS} seconds, seed ${seed}`, async () => {
    const { fault } = await runStress(site.runner, name, { seconds: SECONDS, seed });
    assert.equal(fault, "");
  });
}
