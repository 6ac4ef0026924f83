/** What the editor marks of a run: where its threads are, and where its problems are. */

import { type Problem, pageName } from "../problems/problems";
import type { ThreadState } from "../timeline/types";
import type { ProblemMark, ThreadMark } from "../ui/editor-marks";

export function threadMarksOf(states: readonly ThreadState[]): ThreadMark[] {
  return states.flatMap(({ file, line, name, state }) => {
    if (file === undefined || line === undefined || state === "ended" || state === "starting") return [];
    return [{ file: pageName(file), line, name, state }];
  });
}

/** The place where it happened; of a deadlock every place once, with all that happens there. */
export function problemMarksOf(problems: readonly Problem[]): ProblemMark[] {
  return problems.flatMap(({ kind, severity, title, lines, places }) => {
    if (severity !== "error") return [];
    const more = kind === "syntax" ? { isOfText: true } : {};
    if (kind !== "deadlock") return places.slice(0, 1).map((place) => ({ ...place, message: title, ...more }));
    const unique = new Map(places.map((place) => [`${place.file}:${place.line}`, place]));
    return [...unique].map(([name, place]) => {
      const told = lines.filter((line) => line.includes(`at ${name} `));
      return { ...place, message: told.join("\n") || title };
    });
  });
}
