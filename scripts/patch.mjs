/**
 * `npm run patch -- CRATE TOPIC`: makes a patch of what was edited in target/patched/CRATE.
 *
 * A new topic is a patch of its own, at the end of patches/series; its header is to be written by hand. The topic of a patch that
 * is there takes up the edits.
 */
import { relative } from "node:path";
import { writePatch } from "./lib/patch-writing.mjs";
import { root } from "./lib/paths.mjs";
import { Failure, program } from "./lib/process.mjs";
import { writeUpstreamReport } from "./lib/upstream.mjs";

await program(async () => {
  const [crate, topic, ...more] = process.argv.slice(2);
  if (!topic || more.length > 0) throw new Failure("usage: npm run patch -- CRATE TOPIC");
  const file = await writePatch({ crate, topic });
  writeUpstreamReport();
  console.log(`${relative(root, file)} and docs/upstream.md are written`);
});
