/** A run in sentences, one for each thread: how long it ran, slept and waited, for what and for whom. The text of a static picture. */
import type { Lane } from "./lane";
import type { TimelineModel } from "./model";
import { STATE } from "./states";
import type { ThreadState } from "./types";
import { timeText } from "./words";

/** Of the run's time: what is shorter is not told. */
const LEAST_SHARE = 0.03;
/** Reasons of one thread that are told, the longest ones. */
const MOST_REASONS = 3;
const MOST_THREADS = 8;

interface Told {
  text: string;
  ms: number;
}

export function accountOf(model: TimelineModel, nowMs: number): string {
  const lanes = model.lanes.slice(0, MOST_THREADS);
  const sentences = lanes.map((lane) => sentenceOf(model, lane, nowMs));
  const more = model.lanes.length - lanes.length;
  if (more > 0) sentences.push(`There ${more === 1 ? "is one more thread" : `are ${more} more threads`}.`);
  if (model.deadlock) sentences.push(`${model.deadlock.report.title.replace(/[.:]$/, "")}.`);
  return sentences.join(" ");
}

function sentenceOf(model: TimelineModel, lane: Lane, nowMs: number): string {
  const reasons = reasonsOf(model, lane, nowMs);
  if (reasons.length === 0) return `${lane.name} ran for a moment.`;
  const texts = reasons.map(({ text, ms }) => text.replace("%", timeText(ms)));
  const last = texts.pop() ?? "";
  return `${lane.name} ${texts.length > 0 ? `${texts.join(", ")} and ${last}` : last}.`;
}

/** In the order in which they began. */
function reasonsOf(model: TimelineModel, lane: Lane, nowMs: number): Told[] {
  const told = new Map<string, Told>();
  for (const [span, beganMs] of lane.fromMs.entries()) {
    const fromMs = Math.max(beganMs, 0);
    const endMs = lane.spanEnd(span, nowMs);
    if (lane.states[span] === STATE.ended || endMs < fromMs) continue;
    // Whoever holds a lock in the middle of the wait holds it for most of that.
    const text = textOf(
      model,
      model.spanState(lane, span, (fromMs + endMs) / 2),
      endMs >= nowMs && lane.endedMs === undefined,
    );
    const known = told.get(text);
    if (known) known.ms += endMs - fromMs;
    else told.set(text, { text, ms: endMs - fromMs });
  }
  const all = [...told.values()];
  const longest = all
    .filter(({ ms }) => ms >= nowMs * LEAST_SHARE)
    .sort((a, b) => b.ms - a.ms)
    .slice(0, MOST_REASONS);
  return all.filter((one) => longest.includes(one));
}

/** With % for the time. */
function textOf(
  model: TimelineModel,
  { state, what, type, on, subject, holder }: ThreadState,
  isOpen: boolean,
): string {
  const name = (thread: number | undefined) => (thread === undefined ? "a thread" : model.nameOf(thread));
  // To the end of the picture, and for ever after it.
  const waits = isOpen ? "waits" : "waited %";
  switch (state) {
    case "running":
      return "ran for %";
    case "sleeping":
      return "slept for %";
    case "input":
      return `${waits} for input`;
    case "thread":
      return `${waits} for ${name(subject)} to end`;
    case "lock": {
      const held = holder === undefined ? "" : `, which ${name(holder)} held`;
      return `${waits} for ${on ?? `a ${type ?? "lock"}`}${isOpen ? held.replace(" held", " holds") : held}`;
    }
    default:
      return `${waits} in ${what ?? type ?? "a call"}${on ? ` on ${on}` : ""}`;
  }
}
