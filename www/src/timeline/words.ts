/** Times, places and states in words. */
import type { ThreadState } from "./types";

/** Digits so that a step can be told from the next. */
function digits(step: number): number {
  return Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
}

/** A moment or a length: "350 µs", "12.3 ms", "1.24 s". With `step`, as exact as needed to tell moments so far apart. */
export function timeText(ms: number, step?: number): string {
  const size = Math.abs(ms);
  if (size === 0) return "0 ms";
  if (size >= 1000)
    return `${(ms / 1000).toFixed(step === undefined ? (size >= 10_000 ? 1 : 2) : digits(step / 1000))} s`;
  if (size < 1) return `${(ms * 1000).toFixed(step === undefined ? 0 : digits(step * 1000))} µs`;
  return `${ms.toFixed(step === undefined ? (size >= 100 ? 0 : 1) : digits(step))} ms`;
}

export const fileName = (path: string) => path.slice(path.lastIndexOf("/") + 1);

export function placeText(file: string | undefined, line: number | undefined): string {
  return file === undefined || line === undefined ? "" : `${fileName(file)}:${line}`;
}

/** What a thread waits for: "Queue.get on tasks". */
export function waitText({ what, on, type, state }: ThreadState): string {
  if (state === "running" || state === "ended" || state === "starting") return "";
  return [what ?? type ?? "", on ? `on ${on}` : ""].filter(Boolean).join(" ");
}

/** "held by teller since bank.py:11", or nothing. */
export function holderText(
  { holder, holderFile, holderLine }: ThreadState,
  nameOf: (thread: number) => string,
): string {
  if (holder === undefined) return "";
  const since = placeText(holderFile, holderLine);
  return `held by ${nameOf(holder)}${since ? ` since ${since}` : ""}`;
}

/** All of a state in a sentence, for the tip and for a screen reader. */
export function stateText(state: ThreadState, untilMs: number, nameOf: (thread: number) => string): string {
  const lasted = state.state === "ended" ? "" : `, ${timeText(untilMs - state.sinceMs)}`;
  const parts = [
    `${state.text} since ${timeText(state.sinceMs)}${lasted}`,
    waitText(state),
    holderText(state, nameOf),
    placeText(state.file, state.line),
  ];
  return `${state.name}: ${parts.filter(Boolean).join("; ")}`;
}
