/**
 * Runs the tutorial's examples on the built page's runtime and writes their output beside them, and pictures of what their threads
 * did: `node scripts/record-tutorial.mjs [FILE...]`. An output whose only differences are allowed ones is not rewritten, so that
 * recording again changes nothing; nor are pictures that are there, without `--pictures`.
 */
import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { runnerImport } from "vite";
import { comparable, readChapters } from "../www/src/tutorial/build/source.mjs";
import { inRoot } from "./lib/paths.mjs";
import { Failure, program } from "./lib/process.mjs";
import { openRunner } from "./lib/runner.mjs";
import { MOST_PICTURE_BYTES, runExample } from "./lib/tutorial.mjs";

/** A busy machine delays threads: the picture is of the quickest run. */
const RUNS = 8;

/** Draws as the page's timeline does: by the same modules, which are TypeScript. */
async function drawing() {
  const { module } = await runnerImport(inRoot("www/src/timeline/still.ts"), { configFile: false, logLevel: "error" });
  return module.stillOf;
}

const exited = (result) => result.events.at(-1)?.atMs - result.events.find(({ kind }) => kind === "started")?.atMs || 0;

async function draw(runner, stillOf, example) {
  const runs = [];
  while (runs.length < RUNS) {
    const run = await runExample(runner, example);
    if (run.summary.lost === 0) runs.push(run);
  }
  const [quickest] = runs.sort((a, b) => exited(a) - exited(b));
  const name = basename(example.recordedPath, ".out").replaceAll(/[^a-z0-9]/g, "-");
  // What it printed is from the same run: its numbers are those of the picture.
  if (example.numbersVary) writeFileSync(example.recordedPath, quickest.merged);
  const pictures = stillOf(quickest, example.file, name, MOST_PICTURE_BYTES);
  for (const { kind, path } of example.pictures) writeFileSync(path, pictures[kind]);
}

await program(async () => {
  const wanted = process.argv.slice(2).filter((word) => word !== "--pictures");
  const isAnew = process.argv.includes("--pictures");
  const all = readChapters(inRoot("www/tutorial")).flatMap(({ examples }) => examples);
  const chosen = wanted.length > 0 ? all.filter(({ file }) => wanted.includes(file)) : all;
  if (chosen.length === 0) throw new Failure(`no chapter has an example ${wanted.join(", ")}`);
  const [runner, stillOf] = await Promise.all([openRunner(), drawing()]);
  try {
    for (const example of chosen) {
      const { file, recorded, recordedPath, hasTimeline, pictures } = example;
      const { merged, hasEnded, message } = await runExample(runner, example);
      if (!hasEnded) throw new Failure(`${file} did not end as it should ${message}\n${merged}`);
      const isSame = recorded !== undefined && comparable(example, recorded) === comparable(example, merged);
      if (!isSame) writeFileSync(recordedPath, merged);
      const isDrawn = hasTimeline && (isAnew || pictures.some(({ svg }) => svg === undefined));
      if (isDrawn) await draw(runner, stillOf, example);
      console.log(`${basename(recordedPath)}: ${isSame ? "as recorded" : "recorded"}${isDrawn ? ", drawn" : ""}`);
    }
  } finally {
    await runner.close();
  }
});
