/** Writes the picture as SVG that needs nothing else: its colours follow the reader's scheme, and are the light ones in print. */
import { arrowHead } from "./canvas-pen";
import { patternsSvg, stateProperties } from "./look";
import type { Mark, TimelineModel } from "./model";
import { drawScene, heightOf, type Ink, type Pen } from "./scene";
import { MARK_TEXTS, STATE_TEXTS, STATES } from "./states";
import type { StateKind } from "./types";
import { timeText } from "./words";

const INKS: Record<Ink, readonly [string, string]> = {
  text: ["#1c2025", "#e6e8ea"],
  muted: ["#565e68", "#a2abb5"],
  line: ["#dcdedf", "#31373d"],
  accent: ["#1d5fa5", "#84b9f2"],
  bad: ["#b3261e", "#ff9d93"],
  surface: ["#ffffff", "#1b1f23"],
  soft: ["#e8f0f8", "#1e2c3a"],
  faint: ["#565e6866", "#a2abb566"],
  veil: ["#ffffffa0", "#1b1f23a0"],
};
const WIDTH = 960;
/** The names' column may always be so wide, whatever share of a narrow picture that is. */
const LEAST_NAMES = 118;
const LEGEND_ROW = 22;
/** Of a letter, for where the next word of the legend goes. */
const LETTER = 6.3;

/** Of a bar. */
const LEAST_HEIGHT = 0.75;

let pictures = 0;

const number = (value: number) => String(Math.round(value * 10) / 10);

export const escapeXml = (text: string) =>
  text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`).replace(/\p{Cc}/gu, "\ufffd");

interface Bar {
  state: number;
  x: number;
  y: number;
  width: number;
  height: number;
  /** The number of parts with it. */
  end: number;
}

class SvgPen implements Pen {
  readonly #parts: string[] = [];
  /** The last one; nothing has come after it where it is the last part. */
  #bar: Bar | undefined;
  /** Those that are in the picture. */
  readonly states = new Set<StateKind>();
  readonly #prefix: string;
  #clips = 0;

  constructor(
    prefix: string,
    readonly width: number,
  ) {
    this.#prefix = prefix;
  }

  get svg(): string {
    return this.#parts.join("");
  }

  /** Bars of one state that touch each other are one. One that is too low to be seen is left out. */
  bar(state: number, x: number, y: number, width: number, height: number): void {
    if (height < LEAST_HEIGHT) return;
    const last = this.#bar;
    const isNext =
      last && last.end === this.#parts.length && last.state === state && number(last.x + last.width) === number(x);
    if (isNext && number(last.y) === number(y) && number(last.height) === number(height)) {
      last.width += width;
      this.#parts[last.end - 1] = this.#barSvg(last);
      return;
    }
    const bar = { state, x, y, width, height, end: this.#parts.length + 1 };
    this.#parts.push(this.#barSvg(bar));
    this.#bar = bar;
  }

  #barSvg({ state, x, y, width, height }: Bar): string {
    const kind = STATES[state] as StateKind;
    this.states.add(kind);
    const fill = width < 4 ? `var(--timeline-${kind}-mark)` : `url(#${this.#prefix}${kind})`;
    const edge = width < 4 ? "" : ` stroke="var(--timeline-${kind}-mark)"`;
    const [inset, less] = width < 4 ? [0, 0] : [0.5, 1];
    return `<rect x="${number(x + inset)}" y="${number(y + inset)}" width="${number(width - less)}" height="${number(Math.max(height - less, 0))}" fill="${fill}"${edge}/>`;
  }

  /** One after the other in one colour are one path. */
  rect(ink: Ink, x: number, y: number, width: number, height: number): void {
    const shape = `M${number(x)} ${number(y)}h${number(width)}v${number(height)}h${number(-width)}z`;
    const begin = `<path fill="var(--tl-${ink})" d="`;
    const last = this.#parts.at(-1);
    if (last?.startsWith(begin)) this.#parts[this.#parts.length - 1] = last.replace('"/>', `${shape}"/>`);
    else this.#parts.push(`${begin}${shape}"/>`);
  }

  outline(ink: Ink, x: number, y: number, width: number, height: number): void {
    this.#parts.push(
      `<rect x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" fill="none" stroke="var(--tl-${ink})" stroke-width="2"/>`,
    );
  }

  line(ink: Ink, points: readonly (readonly [number, number])[], { dashed = false, width = 1 } = {}): void {
    const thickness = width === 1 ? "" : ` stroke-width="${width}"`;
    const dashes = dashed ? ' stroke-dasharray="3 2.5"' : "";
    this.#parts.push(
      `<polyline points="${places(points)}" fill="none" stroke="var(--tl-${ink})"${thickness}${dashes}/>`,
    );
  }

  arrow(ink: Ink, x: number, fromY: number, toY: number): void {
    const head = arrowHead(x, fromY, toY);
    const end: [number, number] = [x, (head[1]?.[1] ?? toY) as number];
    this.line("surface", [[x, fromY], end], { width: 7 });
    this.#parts.push(
      `<polygon points="${places(head)}" fill="none" stroke="var(--tl-surface)" stroke-width="4" stroke-linejoin="round"/>`,
    );
    this.triangle(ink, head);
    this.line(ink, [[x, fromY], end], { width: 2 });
    this.#parts.push(
      `<circle cx="${number(x)}" cy="${number(fromY)}" r="4" fill="var(--tl-${ink})" stroke="var(--tl-surface)" stroke-width="2"/>`,
    );
  }

  triangle(ink: Ink, points: readonly (readonly [number, number])[]): void {
    this.#parts.push(`<polygon points="${places(points)}" fill="var(--tl-${ink})"/>`);
  }

  text(
    ink: Ink,
    x: number,
    y: number,
    text: string,
    { anchor, strong = false, maxWidth }: { anchor?: "middle" | "end"; strong?: boolean; maxWidth?: number } = {},
  ): void {
    const most = maxWidth === undefined ? text.length : Math.floor(maxWidth / LETTER);
    const shown = text.length > most ? `${text.slice(0, most - 1)}…` : text;
    const style = `${anchor ? ` text-anchor="${anchor}"` : ""}${strong ? ' font-weight="600"' : ""}`;
    this.#parts.push(
      `<text x="${number(x)}" y="${number(y)}" fill="var(--tl-${ink})"${style}>${escapeXml(shown)}</text>`,
    );
  }

  clip(x: number, y: number, width: number, height: number, draw: () => void): void {
    const id = `${this.#prefix}clip${++this.#clips}`;
    this.#parts.push(
      `<clipPath id="${id}"><rect x="${x}" y="${y}" width="${number(width)}" height="${number(height)}"/></clipPath><g clip-path="url(#${id})">`,
    );
    draw();
    this.#parts.push("</g>");
  }
}

const places = (points: readonly (readonly [number, number])[]) =>
  points.map((point) => point.map(number).join(",")).join(" ");

/** What the picture shows, in a sentence. */
export function description(model: TimelineModel, nowMs: number): string {
  const names = model.lanes.slice(0, 12).map(({ name }) => name);
  const more = model.lanes.length - names.length;
  const threads = `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  const deadlock = model.deadlock ? ` ${model.deadlock.report.title}.` : "";
  return `What ${model.lanes.length === 1 ? "one thread" : `${model.lanes.length} threads`} did in ${timeText(nowMs)}: ${threads}.${deadlock}`;
}

export interface SvgOptions {
  /** Its colours and type are those of the place in the document. */
  isEmbedded?: boolean;
  width?: number;
  /** What every name in it begins with; by default no other picture's of this page. */
  prefix?: string;
  hasLegend?: boolean;
  /** The text alternative. */
  text?: string;
  /** Columns of so many pixels: the more, the fewer shapes. */
  grain?: number;
}

export function svgOf(model: TimelineModel, nowMs: number, title: string, options: SvgOptions = {}): string {
  const {
    isEmbedded = false,
    width = WIDTH,
    prefix = `tl${++pictures}-`,
    hasLegend = true,
    text = description(model, nowMs),
    grain = 1,
  } = options;
  const pen = new SvgPen(prefix, width);
  const longest = Math.max(...model.lanes.map(({ name }) => name.length), 4);
  const lanesHeight = heightOf(model.lanes.length);
  drawScene(pen, model, {
    width,
    height: lanesHeight,
    namesWidth: Math.min(longest * LETTER + 28, Math.max(width / 4, LEAST_NAMES)),
    fromMs: 0,
    toMs: Math.max(nowMs, 0.001),
    nowMs,
    scrollTop: 0,
    grain,
  });
  const height = hasLegend ? drawLegend(pen, model, lanesHeight + 12) + 8 : lanesHeight;
  const colours = (scheme: 0 | 1) =>
    `${Object.entries(INKS)
      .map(([ink, pair]) => `--tl-${ink}:${pair[scheme]};`)
      .join("")}${stateProperties((pair, part) => pair[part][scheme], pen.states)}`;
  const id = `#${prefix}picture`;
  const style = `${id}{${colours(0)}font:12px system-ui,sans-serif}@media screen and (prefers-color-scheme:dark){${id}{${colours(1)}}}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" id="${prefix}picture" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${prefix}title ${prefix}desc"><title id="${prefix}title">${escapeXml(title)}</title><desc id="${prefix}desc">${escapeXml(text)}</desc>${isEmbedded ? "" : `<style>${style}</style>`}<defs>${patternsSvg(prefix, pen.states)}</defs><rect width="${width}" height="${height}" fill="var(--tl-surface)"/>${pen.svg}</svg>`;
}

/** What occurs: states and marks; returns where it ends. */
function drawLegend(pen: SvgPen, model: TimelineModel, top: number): number {
  const states = model.shownStates.map((state) => {
    const isThin = STATES[state] === "starting";
    const draw = (x: number, y: number) => pen.bar(state, x, y + (isThin ? 5 : 0), 22, isThin ? 3 : 12);
    return { text: STATE_TEXTS[STATES[state] as StateKind], draw };
  });
  const marks = model.shownMarks.map((mark) => ({
    text: MARK_TEXTS[mark],
    draw: (x: number, y: number) => drawMark(pen, mark, x, y + 6),
  }));
  let x = 12;
  let y = top;
  for (const { text, draw } of [...states, ...marks]) {
    const width = 30 + text.length * LETTER + 16;
    if (x + width > pen.width) {
      x = 12;
      y += LEGEND_ROW;
    }
    draw(x, y);
    pen.text("muted", x + 30, y + 10, text);
    x += width;
  }
  return y + 12;
}

function drawMark(pen: SvgPen, mark: Mark, x: number, y: number): void {
  if (mark === "held") pen.rect("muted", x, y - 1, 22, 2);
  else if (mark === "output") pen.rect("text", x + 10, y - 3, 1.5, 7);
  else {
    pen.line("text", [
      [x, y],
      [x + 16, y],
    ]);
    pen.triangle("text", [
      [x + 21, y],
      [x + 15, y - 3],
      [x + 15, y + 3],
    ]);
  }
}
