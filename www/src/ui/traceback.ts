/** The places in the reader's own files that a line of a traceback names. */
import type { Link } from "./output-row";

/** Python's own tracebacks, and `faulthandler`'s. Imported files have the whole path; the main one the name it was given. */
const PLACE = /^(\s*File )"(?:\/home\/web\/|\.\/)?([^"]+)", line (\d+)/;

export function sourceLink(text: string, hasFile: (name: string) => boolean): Link | undefined {
  // Most lines are none, and there may be a million of them.
  if (!text.includes('File "')) return undefined;
  const [whole, before, file, line] = PLACE.exec(text) ?? [];
  if (whole === undefined || before === undefined || file === undefined || !hasFile(file)) return undefined;
  return { from: before.length, to: whole.length, file, line: Number(line) };
}
