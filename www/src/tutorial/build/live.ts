/** The markup of one live example: readable as it is; `live-example.ts` brings it to life within the room that it has here. */
import { deflateRawSync } from "node:zlib";
import { escapeHtml, pythonHtml } from "./highlight.ts";
import type { TutorialExample } from "./source.mjs";

/** As `page/share-link.ts` writes it, which needs a browser's streams. */
function playgroundLink({ file, code }: TutorialExample): string {
  const json = JSON.stringify({ files: { [file]: code }, main: file });
  return `../index.html#code=${deflateRawSync(json, { level: 9 }).toString("base64url")}`;
}

function varies({ orderVaries, numbersVary }: TutorialExample): string {
  if (orderVaries && numbersVary) return "the order and the numbers vary";
  if (orderVaries) return "the order varies";
  return numbersVary ? "the numbers vary" : "";
}

export function liveExample(example: TutorialExample): string {
  const { file, code, recorded } = example;
  if (recorded === undefined)
    throw new Error(`${file} has no recorded output: node scripts/record-tutorial.mjs ${file}`);
  const id = file.replace(/\W+/g, "-");
  const note = varies(example);
  return `<section class="live" data-file="${file}" aria-labelledby="${id}">
  <div class="live-head">
    <span id="${id}" class="live-name">${file}</span>
    <span class="edited" data-part="edited" hidden>edited</span>
    <a class="live-open" href="${playgroundLink(example)}">Open in the playground</a>
  </div>
  <div class="code-pane" data-part="code"><pre class="plain-code" role="region" aria-label="Python code of ${file}" tabindex="0"><code>${pythonHtml(code)}</code></pre></div>
  <div class="live-bar" data-part="status" data-state="asleep">
    <button type="button" class="primary" data-part="run" aria-describedby="${id}">Run</button>
    <button type="button" data-part="stop" aria-disabled="true" aria-describedby="${id}">Stop</button>
    <button type="button" class="quiet" data-part="edit" aria-describedby="${id}">Edit</button>
    <button type="button" class="quiet" data-part="reset" aria-describedby="${id}" hidden>Reset</button>
    <p class="live-status"><span class="lamp" aria-hidden="true"></span>
      <span data-part="status-headline" role="status"></span>
      <span data-part="status-clock" aria-hidden="true" hidden></span>
      <span data-part="progress-text" hidden></span>
      <button type="button" class="quiet" data-part="retry" hidden>Try again</button></p>
    <progress data-part="progress" aria-label="Loading the Python runtime" hidden></progress>
  </div>
  <div class="live-output" data-part="frame">
    <div class="live-caption"><span data-part="caption">Recorded output${note ? ` · ${note}` : ""}</span>
      <span class="told" data-part="output-told" role="status"></span>
      <button type="button" class="quiet" data-part="copy" hidden>Copy</button>
      <button type="button" class="quiet" data-part="clear" hidden>Show recorded</button></div>
    <p class="detail" data-part="status-detail" role="status" hidden></p>
    <p class="dropped" data-part="output-dropped" hidden></p>
    <p class="empty" data-part="output-empty" hidden></p>
    <pre class="recorded-output" data-part="recorded" role="region" aria-label="Recorded output of ${file}" tabindex="0">${escapeHtml(recorded)}</pre>
    <div class="output" data-part="output" role="log" aria-live="polite" aria-label="Output of ${file}" tabindex="0" hidden></div>
    <form class="input-row" data-part="input-row" autocomplete="off" hidden>
      <label><span data-part="input-asks">The program is waiting for input</span> <input type="text" data-part="input" spellcheck="false" autocapitalize="off" /></label>
      <button type="submit">Send</button>
      <button type="button" data-part="input-end" title="End of file (Ctrl+D)">End of input</button>
    </form>
  </div>
</section>
`;
}
