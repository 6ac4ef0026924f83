/**
 * The report for RustPython's users: the fault that each patch fixes, in the words of its header, with the program that
 * shows it. A line `Shown by: tests/faults/x.py` in a header names the program.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { listPatches } from "./patches.mjs";
import { inRoot } from "./paths.mjs";

const SHOWN_BY = /^Shown by: (?<path>\S+)\n?/gm;

/** Returns `{ topic, words, programs, files }` of one patch. */
function read(path) {
  const text = readFileSync(path, "utf8");
  const at = text.search(/^--- (a\/|\/dev\/null)/m);
  const header = text.slice(0, at);
  return {
    name: basename(path),
    topic: /\.(?<topic>[\w-]+)\.patch$/.exec(path).groups.topic,
    words: header.replace(SHOWN_BY, "").trim(),
    programs: [...header.matchAll(SHOWN_BY)].map(({ groups }) => groups.path),
    files: [...new Set([...text.slice(at).matchAll(/^\+\+\+ b\/(\S+)/gm)].map(([, file]) => file))],
  };
}

function section({ name, topic, words, programs, files }) {
  const program = programs.map((path) => `[${basename(path)}](../${path})`).join(", ");
  const lines = [`### ${topic}`, "", words, "", `Where: ${files.map((file) => `\`${file}\``).join(", ")}.`];
  if (program) lines.push(`Smallest program: ${program}.`);
  lines.push(`Patch: [${name}](../patches/${encodeURIComponent(name)}).`);
  return lines.join("\n");
}

/** Returns the text of docs/upstream.md. */
export function upstreamReport(folder = inRoot("patches")) {
  const crates = listPatches(folder).map(({ crate, version, files }) =>
    [`## ${crate} ${version}`, ...files.map((file) => section(read(file)))].join("\n\n"),
  );
  const head = [
    "# For RustPython",
    "What this project changes in the released crates, in words that can be sent upstream: what goes wrong for RustPython's own",
    "users, where, the smallest program that shows it, and the patch. `node scripts/upstream.mjs` writes this file from the",
    "headers of the patches.",
  ];
  return `${head[0]}\n\n${head.slice(1).join("\n")}\n\n${crates.join("\n\n")}\n`;
}

/** Writes docs/upstream.md from the headers of the patches. */
export const writeUpstreamReport = () => writeFileSync(inRoot("docs/upstream.md"), upstreamReport());
