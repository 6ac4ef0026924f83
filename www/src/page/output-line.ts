/** One line of output while it is written: text runs and a cursor, so that `\r` and `\b` overwrite as on a terminal. */
import type { TextStyle } from "./output-style";

export interface TextRun {
  text: string;
  style: TextStyle | null;
}

/** The parts of `runs` between two offsets. */
function slice(runs: readonly TextRun[], from: number, to: number): TextRun[] {
  const part: TextRun[] = [];
  let offset = 0;
  for (const run of runs) {
    const text = run.text.slice(Math.max(0, from - offset), Math.max(0, to - offset));
    if (text) part.push({ text, style: run.style });
    offset += run.text.length;
  }
  return part;
}

export class LineText {
  runs: TextRun[] = [];
  length = 0;
  #cursor = 0;

  write(text: string, style: TextStyle | null): void {
    if (this.#cursor === this.length) {
      const last = this.runs.at(-1);
      if (last && last.style === style) last.text += text;
      else this.runs.push({ text, style });
      this.length += text.length;
    } else {
      const end = this.#cursor + text.length;
      this.runs = [
        ...slice(this.runs, 0, this.#cursor),
        { text, style },
        ...slice(this.runs, end, Number.POSITIVE_INFINITY),
      ];
      this.length = Math.max(this.length, end);
    }
    this.#cursor += text.length;
  }

  carriageReturn(): void {
    this.#cursor = 0;
  }

  backspace(): void {
    this.#cursor = Math.max(0, this.#cursor - 1);
  }

  /** `ESC [ n K`: 0 erases to the end of the line, 1 what comes before the cursor, 2 all of it. */
  erase(part: number): void {
    const cursor = this.#cursor;
    if (part === 0) {
      this.runs = slice(this.runs, 0, cursor);
      this.length = Math.min(this.length, cursor);
    } else if (cursor > 0) {
      const rest = part === 1 ? slice(this.runs, cursor, Number.POSITIVE_INFINITY) : [];
      this.runs = [{ text: " ".repeat(cursor), style: null }, ...rest];
      this.length = part === 1 ? Math.max(this.length, cursor) : cursor;
    } else if (part === 2) {
      this.runs = [];
      this.length = 0;
    }
  }

  toString(): string {
    return this.runs.map((run) => run.text).join("");
  }
}
