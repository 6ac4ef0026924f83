/** What the editor marks of a run: where its threads are, and where its problems are. */
import type { ThreadState } from "../timeline/types";
import type { ProblemMark, ThreadMark } from "../ui/editor-marks";
import { type Problem, pageName } from "./problems";

export function threadMarksOf(states: readonly ThreadState[]): ThreadMark[] {
  return states.flatMap(({ file, line, name, state }) => {
    if (file === undefined || line === undefined || state === "ended" || state === "starting") return [];
    return [{ file: pageName(file), line, name, state }];
  });
}

/** The place where it happened; of a deadlock every place, with what happens at each. */
export function problemMarksOf(problems: readonly Problem[]): ProblemMark[] {
  return problems.flatMap(({ kind, severity, title, lines, places }) => {
    if (severity !== "error") return [];
    const marked = kind === "deadlock" ? places : places.slice(0, 1);
    return marked.map((place) => {
      const told = lines.find((line) => line.includes(`${place.file}:${place.line} `));
      return { ...place, message: kind === "deadlock" ? (told ?? title) : title };
    });
  });
}
