/** Draws on a canvas, in CSS pixels. */
import { PATTERNS } from "./look";
import type { Ink, Pen } from "./scene";
import { STATES } from "./states";
import type { StateKind } from "./types";

/** Colours as the canvas takes them. */
export interface Palette {
  inks: Record<Ink, string>;
  marks: Record<StateKind, string>;
  grounds: Record<StateKind, string>;
  font: string;
}

/** A pattern of whole pixels, and its size in CSS pixels. */
interface Tiles {
  pattern: CanvasPattern;
  tile: number;
  scale: number;
}

/** Bars that are narrower show no pattern. */
const PATTERN_WIDTH = 4;

export class CanvasPen implements Pen {
  /** Rectangles drawn, for the test that they are bounded. */
  drawn = 0;
  readonly #context: CanvasRenderingContext2D;
  readonly #palette: Palette;
  readonly #patterns: (Tiles | undefined)[];

  constructor(context: CanvasRenderingContext2D, palette: Palette, ratio: number) {
    this.#context = context;
    this.#palette = palette;
    this.#patterns = STATES.map((kind) => makePattern(context, kind, palette, ratio));
  }

  /** Clears the canvas. Patterns move with the time: `offset` is where it begins. */
  begin(width: number, height: number, offset: number): void {
    this.drawn = 0;
    this.#context.fillStyle = this.#palette.inks.surface;
    this.#context.fillRect(0, 0, width, height);
    for (const tiles of this.#patterns) {
      const matrix = new DOMMatrix().translateSelf(tiles ? offset % tiles.tile : 0, 0);
      tiles?.pattern.setTransform(matrix.scaleSelf(tiles.scale, tiles.scale));
    }
  }

  bar(state: number, x: number, y: number, width: number, height: number): void {
    const context = this.#context;
    const kind = STATES[state] as StateKind;
    this.drawn++;
    if (width < PATTERN_WIDTH) {
      context.fillStyle = this.#palette.marks[kind];
      context.fillRect(x, y, width, height);
      return;
    }
    context.fillStyle = this.#patterns[state]?.pattern ?? this.#palette.grounds[kind];
    context.fillRect(x, y, width, height);
    context.fillStyle = this.#palette.marks[kind];
    context.fillRect(x, y, width, 1);
    context.fillRect(x, y + height - 1, width, 1);
    context.fillRect(x, y, 1, height);
  }

  rect(ink: Ink, x: number, y: number, width: number, height: number): void {
    this.drawn++;
    this.#context.fillStyle = this.#palette.inks[ink];
    this.#context.fillRect(x, y, width, height);
  }

  outline(ink: Ink, x: number, y: number, width: number, height: number): void {
    this.#context.strokeStyle = this.#palette.inks[ink];
    this.#context.lineWidth = 2;
    this.#context.strokeRect(x, y, width, height);
  }

  line(
    ink: Ink,
    points: readonly (readonly [number, number])[],
    { dashed = false, width = 1 }: { dashed?: boolean; width?: number } = {},
  ): void {
    const context = this.#context;
    context.strokeStyle = this.#palette.inks[ink];
    context.lineWidth = width;
    context.setLineDash(dashed ? [3, 2.5] : []);
    context.beginPath();
    for (const [x, y] of points) context.lineTo(x, y);
    context.stroke();
    context.setLineDash([]);
  }

  arrow(ink: Ink, x: number, fromY: number, toY: number): void {
    const context = this.#context;
    const head = arrowHead(x, fromY, toY);
    const end: [number, number] = [x, (head[1]?.[1] ?? toY) as number];
    this.line("surface", [[x, fromY], end], { width: 7 });
    context.strokeStyle = this.#palette.inks.surface;
    context.lineWidth = 4;
    context.lineJoin = "round";
    this.triangle(ink, head);
    context.stroke();
    this.triangle(ink, head);
    this.#dot("surface", x, fromY, 6);
    this.line(ink, [[x, fromY], end], { width: 2 });
    this.#dot(ink, x, fromY, 4);
  }

  #dot(ink: Ink, x: number, y: number, radius: number): void {
    this.#context.fillStyle = this.#palette.inks[ink];
    this.#context.beginPath();
    this.#context.arc(x, y, radius, 0, 2 * Math.PI);
    this.#context.fill();
  }

  triangle(ink: Ink, points: readonly (readonly [number, number])[]): void {
    const context = this.#context;
    context.fillStyle = this.#palette.inks[ink];
    context.beginPath();
    for (const [x, y] of points) context.lineTo(x, y);
    context.closePath();
    context.fill();
  }

  text(
    ink: Ink,
    x: number,
    y: number,
    text: string,
    { anchor, strong = false, maxWidth }: { anchor?: "middle" | "end"; strong?: boolean; maxWidth?: number } = {},
  ): void {
    const context = this.#context;
    context.fillStyle = this.#palette.inks[ink];
    context.font = `${strong ? "600 " : ""}${this.#palette.font}`;
    context.textAlign = anchor === "middle" ? "center" : (anchor ?? "left");
    context.fillText(maxWidth === undefined ? text : this.#shorten(text, maxWidth), x, y);
  }

  /** The width of the longest of some texts. */
  widest(texts: readonly string[]): number {
    // As wide as the strong ones are.
    this.#context.font = `600 ${this.#palette.font}`;
    return texts.reduce((most, text) => Math.max(most, this.#context.measureText(text).width), 0);
  }

  #shorten(text: string, maxWidth: number): string {
    if (this.#context.measureText(text).width <= maxWidth) return text;
    // Names that threads are given by number differ at their end.
    for (let kept = text.length - 1; kept > 1; kept--) {
      const short = `${text.slice(0, Math.ceil(kept / 2))}…${text.slice(text.length - Math.floor(kept / 2))}`;
      if (this.#context.measureText(short).width <= maxWidth) return short;
    }
    return "…";
  }

  clip(x: number, y: number, width: number, height: number, draw: () => void): void {
    this.#context.save();
    this.#context.beginPath();
    this.#context.rect(x, y, width, height);
    this.#context.clip();
    draw();
    this.#context.restore();
  }
}

/** The head of an upright arrow. */
export function arrowHead(x: number, fromY: number, toY: number): [number, number][] {
  const back = toY > fromY ? -8 : 8;
  return [
    [x, toY],
    [x - 5, toY + back],
    [x + 5, toY + back],
  ];
}

/** A tile of whole pixels, so that it is sharp. */
function makePattern(
  context: CanvasRenderingContext2D,
  kind: StateKind,
  palette: Palette,
  ratio: number,
): Tiles | undefined {
  const { tile, lines, lineWidth, dots, dotRadius } = PATTERNS[kind];
  if (lines.length === 0 && dots.length === 0) return undefined;
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(Math.round(tile * ratio), 1);
  canvas.height = canvas.width;
  const drawing = canvas.getContext("2d");
  if (!drawing) return undefined;
  drawing.scale(canvas.width / tile, canvas.width / tile);
  drawing.fillStyle = palette.grounds[kind];
  drawing.fillRect(0, 0, tile, tile);
  drawing.fillStyle = palette.marks[kind];
  drawing.strokeStyle = palette.marks[kind];
  drawing.lineWidth = lineWidth;
  drawing.beginPath();
  for (const [x1, y1, x2, y2] of lines) {
    drawing.moveTo(x1, y1);
    drawing.lineTo(x2, y2);
  }
  drawing.stroke();
  drawing.beginPath();
  for (const [x, y] of dots) {
    drawing.moveTo(x + dotRadius, y);
    drawing.arc(x, y, dotRadius, 0, 2 * Math.PI);
  }
  drawing.fill();
  const pattern = context.createPattern(canvas, "repeat");
  return pattern ? { pattern, tile, scale: tile / canvas.width } : undefined;
}
