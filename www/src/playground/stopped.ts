/** Where every thread was when the reader pressed Stop, for a program that did not end by itself. */
import type { RunResult } from "../engine/contract";
import { STATUS } from "../engine/layout";
import { type Problem, type ProblemPlace, pageName } from "../problems/problems";
import type { ThreadState } from "../timeline/types";
import { waitText } from "./threads-view";

/** A program may have thousands of threads. */
const MOST_THREADS = 50;

function placeOf({ file, line }: ThreadState): ProblemPlace | undefined {
  return file === undefined || line === undefined ? undefined : { file: pageName(file), line };
}

function sentence(state: ThreadState, names: ReadonlyMap<number, string>): string {
  const { name, text, holder, holderFile, holderLine } = state;
  const waits = waitText(state);
  const place = placeOf(state);
  const where = place ? ` at ${place.file}:${place.line}` : "";
  const what = waits ? ` (${waits})` : "";
  const since =
    holderFile !== undefined && holderLine !== undefined ? ` since ${pageName(holderFile)}:${holderLine}` : "";
  const held = holder === undefined ? "" : `; ${names.get(holder) ?? `thread ${holder}`} holds it${since}`;
  return `${name}: ${text.charAt(0).toLowerCase()}${text.slice(1)}${what}${where}${held}.`;
}

/** `states` is of the moment of the Stop. Nothing where the program handled the Stop and ended in its own way. */
export function stoppedProblem(states: readonly ThreadState[], { reason, status }: RunResult): Problem[] {
  const wasStopped = reason === "killed" || (reason === "exited" && status === STATUS.interrupted);
  const alive = states.filter(({ state }) => state !== "ended");
  if (!wasStopped || alive.length === 0) return [];
  const names = new Map(states.map(({ thread, name }) => [thread, name]));
  const shown = alive.slice(0, MOST_THREADS);
  const lines = shown.map((state) => sentence(state, names));
  if (shown.length < alive.length) lines.push(`${alive.length - shown.length} more threads.`);
  return [
    {
      kind: "stopped",
      severity: "note",
      title: "Where each thread was when the program was stopped",
      lines,
      places: [],
    },
  ];
}
