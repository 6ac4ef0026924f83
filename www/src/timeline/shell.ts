/** The timeline's own markup and style sheet. */
import { patternsSvg, STATE_STYLES } from "./look";
import type { Mark } from "./model";
import { MARK_TEXTS, STATE_TEXTS, STATES } from "./states";
import styles from "./timeline.css?inline";
import type { StateKind } from "./types";

export const KEYS_HELP =
  "Up and Down choose a thread, Shift with Left and Right a state of it, Enter shows its line. Left and Right move the picture, + and - zoom, 0 shows all.";

let shells = 0;

const markup = (id: string) => `
<div class="timeline-bar">
  <div class="timeline-replay" role="group" aria-label="Replay">
    <button type="button" data-part="play" aria-pressed="false" title="Replay (Space)"><svg viewBox="0 0 16 16" aria-hidden="true"><path data-part="play-icon"/></svg><span class="timeline-hidden">Play</span></button>
    <input type="range" data-part="slider" min="0" max="1000" step="1" value="1000" aria-label="Moment" />
    <output data-part="clock" class="timeline-clock"></output>
    <button type="button" class="timeline-word timeline-live" data-part="live" hidden>To the end</button>
  </div>
  <div class="timeline-tools" role="group" aria-label="Picture">
    <button type="button" data-part="out" title="Zoom out (-)" aria-label="Zoom out"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 8h10"/></svg></button>
    <button type="button" data-part="in" title="Zoom in (+)" aria-label="Zoom in"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 8h10M8 3v10"/></svg></button>
    <button type="button" class="timeline-word" data-part="fit" title="Show all (0)">Fit</button>
    <button type="button" class="timeline-word" data-part="as-table" aria-expanded="false" aria-controls="${id}-table">As a table</button>
  </div>
</div>
<div class="timeline-stage" data-part="stage">
  <div class="timeline-room" data-part="room">
    <canvas data-part="canvas" tabindex="0" role="application" aria-roledescription="timeline" aria-label="Timeline" aria-describedby="${id}-keys"></canvas>
  </div>
  <p class="timeline-empty" data-part="empty">Run a program to see what its threads do.</p>
</div>
<div class="timeline-tip" data-part="tip" hidden></div>
<div class="timeline-foot" data-part="foot" hidden>
  <ul class="timeline-legend" data-part="legend" aria-label="What the colours mean"></ul>
  <div class="timeline-about">
    <p class="timeline-note" data-part="note"></p>
    <button type="button" class="timeline-link" data-part="save-svg">Save picture</button>
    <button type="button" class="timeline-link" data-part="save-trace" title="Chrome trace JSON, for ui.perfetto.dev">Save trace</button>
  </div>
</div>
<div class="timeline-table" id="${id}-table" data-part="table" tabindex="0" role="region" aria-labelledby="${id}-caption" hidden><table>
  <caption id="${id}-caption" data-part="caption"></caption>
  <thead><tr><th scope="col">Since</th><th scope="col">Thread</th><th scope="col">What it did</th><th scope="col">For</th><th scope="col">Waited for</th><th scope="col">Held by</th><th scope="col">Line</th></tr></thead>
  <tbody data-part="rows"></tbody>
</table></div>
<p class="timeline-hidden" id="${id}-keys">${KEYS_HELP}</p>
<p class="timeline-hidden" role="status" data-part="told"></p>
<svg class="timeline-hidden" width="0" height="0" aria-hidden="true"><defs data-part="patterns"></defs></svg>
<span class="timeline-hidden" data-part="probe" aria-hidden="true"></span>
<span class="timeline-hidden" data-part="watch" aria-hidden="true"></span>
<div class="timeline-print" data-part="print" aria-hidden="true"></div>`;

export type Part = <T extends Element>(name: string, type: new () => T) => T;

export interface Shell {
  root: HTMLElement;
  part: Part;
  /** Shows these states and marks in the legend. */
  showLegend(states: readonly number[], marks: readonly Mark[]): void;
}

let sheet: CSSStyleSheet | undefined;

/** Into the document or the shadow tree that the container stands in. Not a `<style>` element, which a policy may refuse. */
function adoptStyles(container: HTMLElement): void {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(styles + STATE_STYLES);
  }
  const found = container.getRootNode();
  const root = found instanceof ShadowRoot ? found : document;
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

export function makeShell(container: HTMLElement): Shell {
  adoptStyles(container);
  const id = `timeline-${++shells}`;
  const root = document.createElement("section");
  root.className = "timeline";
  root.setAttribute("aria-label", "Timeline of the threads");
  root.innerHTML = markup(id);
  container.append(root);
  const part: Part = (name, type) => {
    const found = root.querySelector(`[data-part="${name}"]`);
    if (!(found instanceof type)) throw new Error(`the timeline has no ${type.name} named "${name}"`);
    return found;
  };
  part("patterns", SVGElement).innerHTML = patternsSvg(`${id}-`);
  const legend = part("legend", HTMLElement);
  let shown = "";
  const showLegend = (states: readonly number[], marks: readonly Mark[]) => {
    const wanted = [...states, ...marks].join();
    if (shown === wanted) return;
    shown = wanted;
    const items = states.map((state) => legendItem(STATES[state] as StateKind, id));
    legend.innerHTML = [...items, ...marks.map(markItem)].join("");
  };
  return { root, part, showLegend };
}

/** Drawn as in the picture, in the same room as a state's pattern. */
const MARK_PICTURES: Record<Mark, string> = {
  held: '<rect y="6" width="22" height="2" fill="var(--tl-muted)"/>',
  output: '<rect x="10" y="3" width="1.5" height="7" fill="var(--tl-text)"/>',
  "hand-over": '<path d="M2 6.5h13" stroke="var(--tl-text)"/><path d="M20 6.5l-6 3.5v-7z" fill="var(--tl-text)"/>',
};

const markItem = (mark: Mark) => item(MARK_PICTURES[mark], MARK_TEXTS[mark]);

const item = (picture: string, text: string) =>
  `<li><svg width="22" height="13" viewBox="0 0 22 13" aria-hidden="true">${picture}</svg>${text}</li>`;

function legendItem(kind: StateKind, id: string): string {
  const swatch =
    kind === "starting"
      ? `<rect x="0" y="5" width="22" height="3" fill="var(--timeline-starting-mark)"/>`
      : `<rect x=".5" y=".5" width="21" height="12" fill="url(#${id}-${kind})" stroke="var(--timeline-${kind}-mark)"/>`;
  return item(swatch, STATE_TEXTS[kind]);
}
