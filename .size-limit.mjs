/** What a reader's browser fetches, at most. The runtime is no part of it: `npm run bench` measures that. */
import { join } from "node:path";
import { chunks, filesOf } from "./scripts/lib/chunks.mjs";
import { distFolder } from "./scripts/lib/paths.mjs";

const ELEMENT = "src/element/public/threading-playground.ts";
const PAGE = "index.html";
const EDITOR = "src/ui/editor.ts";
/** Draws what threads did. */
const TIMELINE = "src/timeline/index.ts";
/** Packs a download of several files. */
const ARCHIVER = Object.keys(chunks()).find((key) => key.includes("fflate"));

const paths = (names) => names.map((name) => join(distFolder(), name));
const atFirst = (entry) => filesOf([entry], { later: true, without: [EDITOR, TIMELINE, ARCHIVER] });
/** What a page with the element has already when the reader presses Edit, or a recorded run begins. */
const known = new Set(atFirst(ELEMENT));
const onDemand = (entry) => filesOf([entry], { later: true }).filter((file) => !known.has(file));

const limits = [
  { name: "The element, as a page loads it", path: filesOf([ELEMENT]), limit: "16 kB" },
  {
    name: "The element with all that a run needs, without editor and timeline",
    path: atFirst(ELEMENT),
    limit: "42 kB",
  },
  { name: "The playground page, without editor and timeline", path: atFirst(PAGE), limit: "60 kB" },
  { name: "The editor, on demand", path: onDemand(EDITOR), limit: "160 kB" },
  { name: "The timeline, on demand", path: onDemand(TIMELINE), limit: "38 kB" },
  { name: "The archiver, on demand", path: filesOf([ARCHIVER]), limit: "6 kB" },
];

export default limits.map((check) => ({ ...check, path: paths(check.path), gzip: true }));
