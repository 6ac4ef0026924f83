/**
 * What a program printed, as lines: each of one thread and one stream, the last 20,000 of them.
 *
 * A line ends at a newline, or where another thread or stream writes on. Then the next one is marked as its continuation,
 * and `text()` joins the two again: copied output is what a terminal would have shown.
 */
import type { OutputRecord } from "../engine/contract";
import { LineText } from "./output-line";
import { Pen, type TextStyle } from "./output-style";
import { ESCAPE, splitUnfinished, tokens, visible } from "./output-tokens";

export const MAX_LINES = 20_000;
/** Some 32 MB of text: lines may be long. */
export const MAX_CHARACTERS = 16_000_000;
/** A run of one style counts for so many characters, in the model's memory and in the page's. */
const RUN_CHARACTERS = 64;
/** A line longer than this goes on in a new one, so that drawing one line stays cheap. */
export const MAX_LINE_CHARACTERS = 8_000;

const MAX_LABELS = 5_000;
const DROPPED_AT_ONCE = 1_000;
const ECHO: TextStyle = { classes: "echo" };

/** A thread as the label column shows it. */
export interface ThreadLabel {
  readonly name: string;
  /** 0 for the main thread and the keyboard, then 1, 2, 3... in the order in which threads first print. */
  readonly index: number;
  /** How many of its lines are kept. */
  lines: number;
}

export type LineStream = OutputRecord["stream"] | "stdin";

export interface OutputLine {
  readonly id: number;
  readonly thread: ThreadLabel;
  readonly stream: LineStream;
  readonly text: LineText;
  /** No newline came before it: it goes on from the line above. */
  readonly continues: boolean;
  ended: boolean;
  /** The number of the last record before its end: lines have them in order. */
  record: number;
  /** What it counts for towards the limit. */
  characters: number;
}

class Writer {
  readonly pens = { stdout: new Pen(), stderr: new Pen(), stdin: new Pen() };
  /** The beginning of an escape sequence that the next write goes on with. */
  readonly pending = { stdout: "", stderr: "", stdin: "" };
  constructor(readonly label: ThreadLabel) {}
}

export class OutputModel {
  #lines: OutputLine[] = [];
  #start = 0;
  #nextId = 0;
  #characters = 0;
  #writers = new Map<string, Writer>();
  #labels = 0;
  /** The number of the program's records so far, also of those whose lines the reader has cleared. */
  #record = 0;
  /** The number of the last record whose line was dropped or cleared. */
  #forgotten = 0;
  readonly #keyboard = new Writer({ name: "keyboard", index: 0, lines: 0 });
  /** Those with lines, in the order of their first. */
  readonly #threads = new Set<ThreadLabel>();

  constructor(
    readonly maxLines = MAX_LINES,
    readonly maxCharacters = MAX_CHARACTERS,
  ) {}

  /** The oldest line still kept; lines have ids 0, 1, 2... from the last `clear()` on. */
  get firstId(): number {
    return this.#nextId - (this.#lines.length - this.#start);
  }

  get nextId(): number {
    return this.#nextId;
  }

  line(id: number): OutputLine | undefined {
    return id < this.firstId ? undefined : this.#lines[this.#start + id - this.firstId];
  }

  /** A new run: its records are counted from 1. */
  restart(): void {
    this.clear();
    this.#record = this.#forgotten = 0;
  }

  clear(): void {
    this.#forgotten = this.#record;
    this.#lines = [];
    this.#start = this.#nextId = this.#characters = this.#labels = 0;
    this.#writers.clear();
    this.#threads.clear();
    this.#keyboard.label.lines = 0;
  }

  /** The threads that have lines here, each with their number. */
  get threads(): ReadonlySet<ThreadLabel> {
    return this.#threads;
  }

  write(records: readonly OutputRecord[]): void {
    for (const record of records) {
      // An explanation of the page's own is no record of the program.
      if (record.ident !== 0) this.#record++;
      this.#feed(this.#writer(record), record.stream, record.text);
    }
  }

  /** The line on which a record began, if it is kept. Records are counted from 1, in print order. */
  lineOfRecord(record: number): OutputLine | undefined {
    if (record <= this.#forgotten) return undefined;
    let low = this.#start;
    let high = this.#lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#lines[middle]?.record ?? 0) < record) low = middle + 1;
      else high = middle;
    }
    return this.#lines[low];
  }

  /** Shows the line that the reader typed, behind the prompt where there is one. */
  echo(text: string): void {
    const line = this.#open() ?? this.#begin(this.#keyboard, "stdin");
    line.record = this.#record;
    if (text) this.#append(line, text, ECHO);
    this.#end(line);
  }

  /** Everything, or the lines of some threads. Of these each ends, although another thread's may have gone on from it. */
  text(isShown?: (line: OutputLine) => boolean): string {
    const parts: string[] = [];
    for (let index = this.#start; index < this.#lines.length; index++) {
      const line = this.#lines[index];
      if (!line || (isShown && !isShown(line))) continue;
      parts.push(line.text.toString());
      if (line.ended || (isShown && index < this.#lines.length - 1)) parts.push("\n");
    }
    return parts.join("");
  }

  #writer(record: OutputRecord): Writer {
    const key = `${record.ident} ${record.threadName}`;
    const known = this.#writers.get(key);
    if (known) return known;
    if (this.#writers.size >= MAX_LABELS) this.#writers.clear();
    const index = record.threadName === "MainThread" ? 0 : ++this.#labels;
    const writer = new Writer({ name: record.threadName, index, lines: 0 });
    this.#writers.set(key, writer);
    return writer;
  }

  #open(): OutputLine | undefined {
    const last = this.#lines.at(-1);
    return last && !last.ended ? last : undefined;
  }

  #feed(writer: Writer, stream: LineStream, written: string): void {
    const { text, unfinished } = splitUnfinished(writer.pending[stream] + written);
    writer.pending[stream] = unfinished;
    for (const token of tokens(text)) this.#token(writer, stream, token);
  }

  #token(writer: Writer, stream: LineStream, token: string): void {
    if (token === "\n") this.#end(this.#current(writer, stream));
    else if (token === "\r") this.#current(writer, stream).text.carriageReturn();
    else if (token === "\b") this.#current(writer, stream).text.backspace();
    else if (token.length > 1 && token.startsWith(ESCAPE)) this.#escape(writer, stream, token);
    else this.#print(writer, stream, visible(token));
  }

  #escape(writer: Writer, stream: LineStream, token: string): void {
    if (!token.startsWith(`${ESCAPE}[`)) return;
    if (token.endsWith("m")) writer.pens[stream].apply(token);
    else if (token.endsWith("K")) {
      const part = Number.parseInt(token.slice(2), 10) || 0;
      this.#edit(this.#current(writer, stream), (text) => text.erase(part));
    }
  }

  #print(writer: Writer, stream: LineStream, text: string): void {
    let rest = text;
    while (rest) {
      let line = this.#current(writer, stream);
      if (line.text.length >= MAX_LINE_CHARACTERS) line = this.#begin(writer, stream);
      const room = MAX_LINE_CHARACTERS - line.text.length;
      this.#append(line, rest.slice(0, room), writer.pens[stream].style);
      rest = rest.slice(room);
    }
  }

  #append(line: OutputLine, text: string, style: TextStyle | null): void {
    this.#edit(line, (target) => target.write(text, style));
  }

  #edit(line: OutputLine, change: (text: LineText) => void): void {
    change(line.text);
    this.#weigh(line, line.text.length);
  }

  #end(line: OutputLine): void {
    line.ended = true;
    this.#close(line);
  }

  /** Nobody writes on this line any more. */
  #close(line: OutputLine): void {
    line.text.close();
    this.#weigh(line, line.text.length + RUN_CHARACTERS * Math.max(0, line.text.runs.length - 1));
  }

  #weigh(line: OutputLine, characters: number): void {
    this.#characters += characters - line.characters;
    line.characters = characters;
    this.#trim();
  }

  #current(writer: Writer, stream: LineStream): OutputLine {
    const open = this.#open();
    const line = open && open.thread === writer.label && open.stream === stream ? open : this.#begin(writer, stream);
    line.record = this.#record;
    return line;
  }

  #begin(writer: Writer, stream: LineStream): OutputLine {
    const before = this.#open();
    if (before) this.#close(before);
    const line = {
      id: this.#nextId++,
      thread: writer.label,
      stream,
      text: new LineText(),
      continues: before !== undefined,
      ended: false,
      record: this.#record,
      characters: 0,
    };
    this.#lines.push(line);
    writer.label.lines++;
    this.#threads.add(writer.label);
    this.#trim();
    return line;
  }

  #trim(): void {
    while (
      this.#lines.length - this.#start > this.maxLines ||
      (this.#characters > this.maxCharacters && this.#lines.length - this.#start > 1)
    ) {
      const dropped = this.#lines[this.#start++];
      if (!dropped) continue;
      this.#characters -= dropped.characters;
      this.#forgotten = dropped.record;
      if (--dropped.thread.lines === 0) this.#threads.delete(dropped.thread);
    }
    // Moved once for many dropped, so that a write's cost stays constant.
    if (this.#start >= DROPPED_AT_ONCE) {
      this.#lines = this.#lines.slice(this.#start);
      this.#start = 0;
    }
  }
}
