/** Writes docs/upstream.md from the headers of the patches. */
import { writeFileSync } from "node:fs";
import { inRoot } from "./lib/paths.mjs";
import { program } from "./lib/process.mjs";
import { upstreamReport } from "./lib/upstream.mjs";

await program(() => writeFileSync(inRoot("docs/upstream.md"), upstreamReport()));
