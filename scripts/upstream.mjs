/** Writes docs/upstream.md from the headers of the patches. */
import { program } from "./lib/process.mjs";
import { writeUpstreamReport } from "./lib/upstream.mjs";

await program(writeUpstreamReport);
