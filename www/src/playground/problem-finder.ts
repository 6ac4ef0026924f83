/**
 * Finds uncaught exceptions and syntax errors in what a program writes to standard error.
 *
 * A traceback alone is no proof: `logging.exception()` prints the same for one that was caught. In a thread other than the main
 * one Python says "Exception in thread ..." first; in the main thread it is the last thing written, and the exit status is 1.
 */
import type { OutputRecord, RunResult } from "../engine/contract";
import { type Problem, type ProblemPlace, pageName } from "../problems/problems";

const HEAD = "Traceback (most recent call last):";
const IN_THREAD = /^Exception in thread (.*):$/;
const PLACE = /^ {2}File "([^"]+)", line (\d+)(, in (.*))?$/;
const ERROR = /^([A-Za-z_][\w.]*)(?::|$)/;
const CHAINED =
  /^(During handling of the above exception, another exception occurred|The above exception was the direct cause of the following exception):$/;
/** A program may print tracebacks for ever. */
const MOST = 100;
/** Python shows a line of the program with so many spaces before it. */
const SHOWN_INDENT = 4;

interface Reading {
  places: ProblemPlace[];
  /** Without the head of a traceback: a syntax error, or nothing. */
  isTraceback: boolean;
  code: string | undefined;
}

/** What one thread writes to standard error, line by line. */
class Reader {
  #rest = "";
  #reading: Reading | undefined;
  /** Named by the line before the traceback. */
  #inThread: string | undefined;
  /** The last problem that was read, until the thread writes something else. */
  last: Problem | undefined;

  constructor(
    readonly threadName: string,
    readonly files: ReadonlySet<string>,
    readonly report: (problem: Problem) => void,
  ) {}

  write(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#line(line.replace(/\r$/, ""));
  }

  #line(line: string): void {
    const named = IN_THREAD.exec(line);
    if (named) {
      this.#inThread = named[1];
      return;
    }
    if (line === HEAD) {
      this.#reading = { places: [], isTraceback: true, code: undefined };
      return;
    }
    if (line === "" || CHAINED.test(line)) return;
    const place = PLACE.exec(line);
    if (place && (this.#reading || place[3] === undefined)) {
      this.#reading ??= { places: [], isTraceback: false, code: undefined };
      this.#reading.places.push({ file: pageName(place[1] ?? ""), line: Number(place[2]) });
      this.#reading.code = undefined;
      return;
    }
    if (this.#reading && line.startsWith(" ")) this.#codeOrMark(this.#reading, line);
    else if (this.#reading && ERROR.test(line)) this.#end(this.#reading, line);
    else this.#other();
  }

  /** The line of the program that is shown, and below it the marks. */
  #codeOrMark(reading: Reading, line: string): void {
    const marks = /^( *)([~^]+)/.exec(line);
    if (!marks || reading.code === undefined) {
      reading.code = line;
      return;
    }
    const place = reading.places.at(-1);
    const from = (marks[1] ?? "").length - SHOWN_INDENT;
    if (place && from >= 0) Object.assign(place, { column: from + 1, endColumn: from + 1 + (marks[2] ?? "").length });
  }

  #end({ places, isTraceback }: Reading, line: string): void {
    this.#reading = undefined;
    const own = places.filter(({ file }) => this.files.has(file));
    const isSyntax = /^(SyntaxError|IndentationError|TabError)\b/.test(line);
    const thread = this.#inThread ?? this.threadName;
    const problem: Problem = {
      kind: isSyntax && !isTraceback ? "syntax" : "exception",
      severity: "error",
      title: line,
      thread,
      lines: [],
      // The place where it happened first, then those that led there.
      places: own.reverse(),
    };
    if (isSyntax && own[0]) {
      problem.lines.push(`The program cannot be read: see ${own[0].file}:${own[0].line}.`);
    } else {
      const [where, ...callers] = problem.places;
      if (where) problem.lines.push(`Raised at ${where.file}:${where.line} and caught nowhere.`);
      if (callers.length > 0) {
        problem.lines.push(`Called from ${callers.map(({ file, line: at }) => `${file}:${at}`).join(", ")}.`);
      }
    }
    if (this.#inThread !== undefined) this.report(problem);
    this.#inThread = undefined;
    this.last = problem;
  }

  #other(): void {
    this.#reading = undefined;
    this.#inThread = undefined;
    this.last = undefined;
  }
}

/** The problem that a text of standard error tells of, if it is one. */
export function problemIn(text: string, file: string): Problem | undefined {
  const reader = new Reader("MainThread", new Set([file]), () => {});
  reader.write(text);
  return reader.last;
}

export class ProblemFinder {
  readonly problems: Problem[] = [];
  readonly #files: ReadonlySet<string>;
  readonly #readers = new Map<number, Reader>();

  /** `files` are the names of the program's own files. */
  constructor(files: Iterable<string>) {
    this.#files = new Set(files);
  }

  /** Whether there are more problems than before. */
  add(records: readonly OutputRecord[]): boolean {
    const before = this.problems.length;
    for (const record of records) {
      if (record.stream === "stderr") this.#reader(record).write(record.text);
    }
    return this.problems.length > before;
  }

  /** The run is over: what the main thread wrote last may have been the reason. */
  end({ reason, status }: RunResult): boolean {
    if (reason !== "exited" || status !== 1) return false;
    for (const reader of this.#readers.values()) {
      if (reader.threadName !== "MainThread" || !reader.last) continue;
      if (!this.problems.includes(reader.last)) this.#report(reader.last);
      return true;
    }
    return false;
  }

  #report(problem: Problem): void {
    if (this.problems.length < MOST) this.problems.push(problem);
  }

  #reader({ ident, threadName }: OutputRecord): Reader {
    const known = this.#readers.get(ident);
    if (known?.threadName === threadName) return known;
    if (this.#readers.size > MOST) this.#readers.clear();
    const reader = new Reader(threadName, this.#files, (problem) => this.#report(problem));
    this.#readers.set(ident, reader);
    return reader;
  }
}
