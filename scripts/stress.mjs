/**
 * `npm run stress`: threads change every kind of object at the same time, for as long as you choose, with a new seed each
 * time.
 *
 *     npm run stress -- --minutes 60 --browser firefox containers iterators
 */
import { parseArgs } from "node:util";
import { Failure, program } from "./lib/process.mjs";
import { newSeed, runStress, stressPrograms } from "./lib/stress.mjs";
import { setUp } from "./setup.mjs";

const SECONDS_EACH = 10;

await program(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      minutes: { type: "string", default: "5" },
      browser: { type: "string", default: "chromium" },
      seed: { type: "string" },
    },
  });
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new Failure(`--minutes ${values.minutes}: give a number above 0`);
  const unknown = positionals.find((name) => !stressPrograms().includes(name));
  if (unknown) throw new Failure(`${unknown}: the programs are ${stressPrograms().join(", ")}`);
  const names = positionals.length > 0 ? positionals : stressPrograms();
  await setUp();
  const { openRunner } = await import("./lib/runner.mjs");
  const runner = await openRunner({ browser: values.browser });
  let runs = 0;
  let faults = 0;
  const endsAt = performance.now() + minutes * 60_000;
  try {
    while (performance.now() < endsAt) {
      const name = names[runs % names.length];
      const seed = values.seed ?? newSeed();
      const { said, fault } = await runStress(runner, name, { seconds: SECONDS_EACH, seed });
      runs += 1;
      if (fault) faults += 1;
      console.log(fault || `${name}: ${said}`);
    }
  } finally {
    await runner.close();
  }
  console.log(`${runs} runs in ${values.browser}, ${faults} with a fault`);
  if (faults > 0) process.exitCode = 1;
});
