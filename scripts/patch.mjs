/**
 * `npm run patch -- CRATE TOPIC`: makes a patch from the edits in target/patched/CRATE.
 *
 * A new topic becomes a new patch at the end of patches/series, whose header you write by hand. If a patch with this topic
 * exists, the edits are added to it.
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
