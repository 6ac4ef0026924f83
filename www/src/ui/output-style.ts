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

/** What the sequences so far have come to. There is one for each look, so that two styles are alike if they are the same. */
interface State {
  style: TextStyle | null;
  anser: Anser;
}

const MAX_KNOWN = 10_000;
/** Characters of a sequence; nobody writes a longer one twice. */
const MAX_KEPT = 40;
const START: State = { style: null, anser: new Anser() };
/** By look, and by the look before and a sequence: reading one costs far more than looking it up. */
const known = new Map<string, State>();

function recall(key: string, make: () => State): State {
  let state = known.get(key);
  if (state) return state;
  state = make();
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(key, state);
  return state;
}

const lookOf = (style: TextStyle | null) => JSON.stringify(style);

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

function read(before: State, sequence: string): State {
  // A copy: its own list of decorations would grow in all states that share it.
  const anser = Object.assign(new Anser(), structuredClone({ ...before.anser }));
  const style = styleOf(anser.ansiToJson(`${sequence}x`, { use_classes: true, remove_empty: true }).at(-1));
  return style ? recall(lookOf(style), () => ({ style, anser })) : START;
}

/** One writer's colour state: it lasts from one write to the next, as on a terminal. */
export class Pen {
  #state = START;

  get style(): TextStyle | null {
    return this.#state.style;
  }

  /** `sequence` is a whole `ESC [ ... m`. */
  apply(sequence: string): void {
    const before = this.#state;
    this.#state =
      sequence.length > MAX_KEPT
        ? read(before, sequence)
        : recall(lookOf(before.style) + sequence, () => read(before, sequence));
  }
}
