/** What went wrong in a run, in words, with the places in the program. */
import type { DeadlockReport, RunResult } from "../engine/contract";
import { STATUS } from "../engine/layout";

/** A place in one of the program's own files; the line from 1. */
export interface ProblemPlace {
  file: string;
  line: number;
  /** From 1, not counting the spaces before the line's first character: tracebacks show lines without them. */
  column?: number;
  /** Up to where, on the same line. */
  endColumn?: number;
  /** In the program that is shown, which need not be the one that ran last. */
  isHere?: boolean;
}

export interface Problem {
  kind: "deadlock" | "exception" | "lock-order" | "stopped" | "syntax" | "still-running";
  severity: "error" | "note";
  title: string;
  /** The thread that it happened in, by name. */
  thread?: string;
  /** Sentences, one a line; places in them as `file.py:12`. */
  lines: string[];
  /** What to change. */
  advice?: string;
  places: ProblemPlace[];
}

/** A problem as one sentence. */
export function spokenProblem({ title, places: [place] }: Problem): string {
  return place ? `${place.file}, line ${place.line}: ${title}.` : `${title}.`;
}

/** Where the program's own files are in its file tree. */
const WORKING_FOLDER = /^(?:\/home\/web\/|\.\/)/;

/** A file as the page names it: events and tracebacks may have its whole path. */
export const pageName = (file: string): string => file.replace(WORKING_FOLDER, "");

export function deadlockProblem({ title, threads, circle, advice }: DeadlockReport): Problem {
  const told = threads.filter(({ sentence }) => sentence !== "");
  const places = told.flatMap(({ file, line }) =>
    file === null || line === null ? [] : [{ file: pageName(file), line }],
  );
  const inCircle = new Set(circle);
  // Those of the circle first: they are the reason, the others only wait for them.
  const sorted = [...told].sort((one, other) => Number(inCircle.has(other.number)) - Number(inCircle.has(one.number)));
  return {
    kind: "deadlock",
    severity: "error",
    title,
    lines: sorted.map(({ sentence }) => sentence),
    advice,
    places,
  };
}

/**
 * The threads that the end of the program cut off: daemons, since a program waits for the others. Where events were lost, so may
 * have been the end of a thread: then nothing is said.
 */
export function stillRunning({ reason, status, summary }: RunResult): Problem[] {
  if (reason !== "exited" || status === STATUS.interrupted || !summary || summary.lost > 0) return [];
  const cut = summary.threads.filter(({ number, endedMs }) => number !== 1 && endedMs === undefined);
  return cut.map(({ name }) => ({
    kind: "still-running",
    severity: "note",
    title: `${name} was still running when the program ended`,
    thread: name,
    lines: ["The program does not wait for a daemon thread: its end cut this one off."],
    places: [],
  }));
}
