/** The markup of one live example: readable as it is, and brought to life by `<threading-playground>`. */
import { escapeHtml, pythonHtml } from "./highlight.ts";
import type { TutorialExample } from "./source.mjs";

function varies({ orderVaries, numbersVary }: TutorialExample): string {
  if (orderVaries && numbersVary) return "the order and the numbers vary";
  if (orderVaries) return "the order varies";
  return numbersVary ? "the numbers vary" : "";
}

export function liveExample(example: TutorialExample): string {
  const { file, code, recorded } = example;
  if (recorded === undefined)
    throw new Error(`${file} has no recorded output: node scripts/record-tutorial.mjs ${file}`);
  const note = varies(example);
  // HTML drops a newline right after `<pre>`: the first is for it, so that one of the output's own stays.
  return `<threading-playground file="${file}"><pre class="plain-code" role="region" aria-label="Python code of ${file}" tabindex="0"><code>${pythonHtml(code)}</code></pre><pre slot="output" class="recorded-output"${note && ` data-note="${note}"`} role="region" aria-label="Recorded output of ${file}" tabindex="0">
${escapeHtml(recorded)}</pre></threading-playground>
`;
}
