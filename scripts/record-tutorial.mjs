/**
 * Runs the tutorial's examples on the built page's runtime and writes their output beside them:
 * `node scripts/record-tutorial.mjs [FILE...]`. An output whose only differences are allowed ones is not rewritten, so that
 * recording again changes nothing.
 */
import { writeFileSync } from "node:fs";
import { comparable, readChapters } from "../www/src/tutorial/build/source.mjs";
import { inRoot } from "./lib/paths.mjs";
import { Failure, program } from "./lib/process.mjs";
import { openRunner } from "./lib/runner.mjs";

const LIMIT_MS = 20_000;

await program(async () => {
  const wanted = process.argv.slice(2);
  const all = readChapters(inRoot("www/tutorial")).flatMap(({ examples }) => examples);
  const chosen = wanted.length > 0 ? all.filter(({ file }) => wanted.includes(file)) : all;
  if (chosen.length === 0) throw new Failure(`no chapter has an example ${wanted.join(", ")}`);
  const runner = await openRunner();
  try {
    for (const example of chosen) {
      const { file, code, recorded, recordedPath } = example;
      const { merged, status, message } = await runner.run({
        files: { [file]: code },
        main: file,
        timeoutMs: LIMIT_MS,
      });
      if (status !== 0) throw new Failure(`${file} ended with status ${status} ${message}\n${merged}`);
      const isSame = recorded !== undefined && comparable(example, recorded) === comparable(example, merged);
      if (!isSame) writeFileSync(recordedPath, merged);
      console.log(`${file}: ${isSame ? "as recorded" : "recorded"}`);
    }
  } finally {
    await runner.close();
  }
});
