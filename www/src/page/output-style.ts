/** Terminal colours: reads one SGR escape sequence at a time and says how the text after it looks. */
import Anser, { type AnserJsonEntry } from "anser";

/** How a stretch of output looks; plain text has none. */
export interface TextStyle {
  /** Space-separated CSS classes, such as `ansi-red-fg bold`. */
  classes: string;
  /** Colours outside the sixteen that the style sheet names. */
  color?: string;
  background?: string;
}

/** Whether two look alike: each escape sequence makes a style of its own. */
export function sameStyle(one: TextStyle | null, other: TextStyle | null): boolean {
  if (one === other || !one || !other) return one === other;
  return one.classes === other.classes && one.color === other.color && one.background === other.background;
}

type Paint = { className: string } | { value: string };

const CUBE_STEPS = [0, 95, 135, 175, 215, 255];

function paletteColor(index: number): string {
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return `rgb(${grey}, ${grey}, ${grey})`;
  }
  const cube = index - 16;
  const step = (place: number) => CUBE_STEPS[Math.floor(cube / place) % 6] ?? 0;
  return `rgb(${step(36)}, ${step(6)}, ${step(1)})`;
}

function paint(name: string, truecolor: string | null, side: "fg" | "bg"): Paint {
  if (name === "ansi-truecolor") return { value: `rgb(${truecolor})` };
  if (name.startsWith("ansi-palette-")) return { value: paletteColor(Number(name.slice(13))) };
  return { className: `${name}-${side}` };
}

/** What the sequences so far have come to, and what known ones make of it: reading one costs far more than looking it up. */
interface State {
  style: TextStyle | null;
  anser: Anser;
  next: Map<string, State>;
}

const MAX_STATES = 1_000;
const MAX_NEXT = 100;
const MAX_KEPT_CHARACTERS = 40;
const states = new Map<string, State>();
const START: State = { style: null, anser: new Anser(), next: new Map() };

function styleOf(entry: AnserJsonEntry | undefined): TextStyle | null {
  if (!entry?.was_processed) return null;
  const classes: string[] = [...new Set(entry.decorations)];
  const style: TextStyle = { classes: "" };
  if (entry.fg) {
    const made = paint(entry.fg, entry.fg_truecolor, "fg");
    if ("value" in made) style.color = made.value;
    else classes.push(made.className);
  }
  if (entry.bg) {
    const made = paint(entry.bg, entry.bg_truecolor, "bg");
    if ("value" in made) style.background = made.value;
    else classes.push(made.className);
  }
  style.classes = classes.join(" ");
  return style;
}

function read(state: State, sequence: string): State {
  const anser = Object.assign(new Anser(), structuredClone({ ...state.anser }));
  const style = styleOf(anser.ansiToJson(`${sequence}x`, { use_classes: true, remove_empty: true }).at(-1));
  if (!style) return START;
  // One state for each look, so that the same colour over and over leads back to itself.
  const key = JSON.stringify([style.classes, style.color, style.background]);
  const known = states.get(key);
  if (known) return known;
  if (states.size >= MAX_STATES) states.clear();
  const made = { style, anser, next: new Map() };
  states.set(key, made);
  return made;
}

/** One writer's colour state: it lasts from one write to the next, as on a terminal. */
export class Pen {
  #state = START;

  get style(): TextStyle | null {
    return this.#state.style;
  }

  /** `sequence` is a whole `ESC [ ... m`. */
  apply(sequence: string): void {
    const { next } = this.#state;
    let state = next.get(sequence);
    if (!state) {
      state = read(this.#state, sequence);
      if (next.size >= MAX_NEXT) next.clear();
      if (sequence.length <= MAX_KEPT_CHARACTERS) next.set(sequence, state);
    }
    this.#state = state;
  }
}
