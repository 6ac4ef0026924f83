/** Terminal colours: reads one SGR escape sequence at a time and says how the text after it looks. */
import Anser from "anser";

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

/** One writer's colour state: it lasts from one write to the next, as on a terminal. */
export class Pen {
  #anser: Anser | undefined;
  style: TextStyle | null = null;

  /** `sequence` is a whole `ESC [ ... m`. */
  apply(sequence: string): void {
    this.#anser ??= new Anser();
    const entry = this.#anser.ansiToJson(`${sequence}x`, { use_classes: true, remove_empty: true }).at(-1);
    if (!entry?.was_processed) {
      this.style = null;
      return;
    }
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
    this.style = style;
  }
}
