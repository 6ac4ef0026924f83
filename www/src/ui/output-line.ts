/**
 * One line of output while it is written: text runs and a cursor, so that `\r` and `\b` overwrite as on a terminal.
 *
 * No write costs more than its own characters, whatever is on the line. Most lines are only ever added to, and are runs.
 * The first write into the middle of one takes it apart into cells, one for each character; it is runs again when it is read.
 */
import type { TextStyle } from "./output-style";

export interface TextRun {
  text: string;
  style: TextStyle | null;
}

interface Cells {
  characters: string[];
  styles: (TextStyle | null)[];
  /**
   * All that is not a plain space lies from here on. Erasing up to the cursor fills what lies between, and so pays for each
   * character that the cursor has passed once.
   */
  blankBefore: number;
}

function toCells(runs: readonly TextRun[]): Cells {
  const cells: Cells = { characters: [], styles: [], blankBefore: 0 };
  for (const { text, style } of runs) put(cells, cells.characters.length, text, style);
  return cells;
}

function put(cells: Cells, at: number, text: string, style: TextStyle | null): void {
  for (let index = 0; index < text.length; index++) {
    cells.characters[at + index] = text[index] ?? "";
    cells.styles[at + index] = style;
  }
  cells.blankBefore = Math.min(cells.blankBefore, at);
}

function toRuns({ characters, styles }: Cells): TextRun[] {
  const runs: TextRun[] = [];
  let from = 0;
  for (let at = 1; at <= characters.length; at++) {
    const style = styles[from] as TextStyle | null;
    if (at < characters.length && styles[at] === style) continue;
    runs.push({ text: characters.slice(from, at).join(""), style });
    from = at;
  }
  return runs;
}

export class LineText {
  length = 0;
  /** Nothing after a change to the cells. */
  #runs: TextRun[] | undefined = [];
  #cells: Cells | undefined;
  #cursor = 0;

  get runs(): readonly TextRun[] {
    this.#runs ??= this.#cells ? toRuns(this.#cells) : [];
    return this.#runs;
  }

  write(text: string, style: TextStyle | null): void {
    const end = this.#cursor + text.length;
    if (this.#cursor === this.length && !this.#cells && this.#runs) {
      const last = this.#runs.at(-1);
      if (last && last.style === style) last.text += text;
      else if (text) this.#runs.push({ text, style });
    } else {
      put(this.#apart(), this.#cursor, text, style);
    }
    this.length = Math.max(this.length, end);
    this.#cursor = end;
  }

  carriageReturn(): void {
    this.#cursor = 0;
  }

  backspace(): void {
    this.#cursor = Math.max(0, this.#cursor - 1);
  }

  /** `ESC [ n K`: 0 erases to the end of the line, 1 what comes before the cursor, 2 all of it. */
  erase(part: number): void {
    if (part === 0 || part === 2) this.#cut();
    if (part === 1 || part === 2) this.#blank();
  }

  /** Nothing is written here any more: lets go of what only a change needs. */
  close(): void {
    this.#runs = [...this.runs];
    this.#cells = undefined;
  }

  toString(): string {
    return this.runs.map((run) => run.text).join("");
  }

  #apart(): Cells {
    this.#cells ??= toCells(this.runs);
    this.#runs = undefined;
    return this.#cells;
  }

  #cut(): void {
    if (this.#cursor === this.length) return;
    const { characters, styles } = this.#apart();
    characters.length = styles.length = this.length = this.#cursor;
  }

  #blank(): void {
    const cells = this.#apart();
    for (let at = cells.blankBefore; at < this.#cursor; at++) {
      cells.characters[at] = " ";
      cells.styles[at] = null;
    }
    cells.blankBefore = Math.max(cells.blankBefore, this.#cursor);
  }
}
