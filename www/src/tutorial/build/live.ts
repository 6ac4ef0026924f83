/** The markup of one live example: readable as it is, and brought to life by `<threading-playground>`. */
import { escapeHtml, pythonHtml } from "./highlight.ts";
import type { TutorialExample } from "./source.mjs";

function varies({ orderVaries, numbersVary }: TutorialExample): string {
  if (orderVaries && numbersVary) return "the order and the numbers vary";
  if (orderVaries) return "the order varies";
  return numbersVary ? "the numbers vary" : "";
}

/** The file's text without what only a document of its own needs: its colours come from `picture.css`, its words stand below it. */
function embedded(svg: string): string {
  return svg
    .trim()
    .replace(/<style>.*?<\/style>/, "")
    .replace(/<desc.*?<\/desc>/, "")
    .replace(/ (aria-labelledby="\S+) [^"]*"/, ' $1"');
}

const captionOf = ({ hasGlobalLock }: TutorialExample) =>
  `What its threads did · recorded${hasGlobalLock ? " with a global lock" : ""}`;

function pictureOf(example: TutorialExample): string {
  const { file, pictures } = example;
  const [wide, narrow] = pictures.map(({ kind, svg }) => {
    if (svg === undefined) throw new Error(`${file} has no picture: node scripts/record-tutorial.mjs ${file}`);
    return {
      text: /<desc[^>]*>(.*?)<\/desc>/.exec(svg)?.[1] ?? "",
      html: `<div class="${kind}">${embedded(svg)}</div>`,
    };
  });
  return `<figure slot="timeline" class="thread-picture"><figcaption>${captionOf(example)}</figcaption>${wide?.html}${narrow?.html}<p>${wide?.text}</p></figure>`;
}

export function liveExample(example: TutorialExample): string {
  const { file, code, recorded, hasTimeline, hasGlobalLock } = example;
  if (recorded === undefined)
    throw new Error(`${file} has no recorded output: node scripts/record-tutorial.mjs ${file}`);
  const note = varies(example);
  // A page may have the same program twice.
  const name = `${file}${hasGlobalLock ? ", with a global lock" : ""}`;
  const attributes = `file="${file}"${hasGlobalLock ? " gil" : ""}${hasTimeline ? " timeline" : ""}`;
  // HTML drops a newline right after `<pre>`: the first is for it, so that one of the output's own stays.
  return `<threading-playground ${attributes}><pre class="plain-code" role="region" aria-label="Python code of ${name}" tabindex="0"><code>${pythonHtml(code)}</code></pre><pre slot="output" class="recorded-output"${note && ` data-note="${note}"`} role="region" aria-label="Recorded output of ${name}" tabindex="0">
${escapeHtml(recorded)}</pre>${hasTimeline ? pictureOf(example) : ""}</threading-playground>
`;
}
