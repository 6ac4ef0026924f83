/** The state of a thread that is chosen, by keys or by a click. */
import type { Lane } from "./lane";
import type { TimelineModel } from "./model";
import type { Frame } from "./scene";
import { stateText } from "./words";

export interface Chosen {
  lane: Lane;
  /** One of its spans; -1 is before it ran. */
  span: number;
}

/** The thread above or below, in its state at a moment. */
export function otherThread(
  model: TimelineModel,
  from: Chosen | undefined,
  by: number,
  atMs: number,
): Chosen | undefined {
  const current = from ? model.lanes.indexOf(from.lane) : -1;
  const lane = model.lanes[Math.min(Math.max(current + by, 0), model.lanes.length - 1)];
  return lane && { lane, span: Math.max(lane.spanAt(atMs), 0) };
}

/** The state before or after. */
export function otherState({ lane, span }: Chosen, by: number): Chosen {
  return { lane, span: Math.min(Math.max(span + by, 0), lane.fromMs.length - 1) };
}

/** From when to when it lasts. */
export function timeOf({ lane, span }: Chosen, nowMs: number): { fromMs: number; toMs: number } {
  if (span < 0) return { fromMs: lane.firstMs, toMs: lane.fromMs[0] ?? nowMs };
  return { fromMs: lane.fromMs[span] ?? lane.firstMs, toMs: lane.spanEnd(span, nowMs) };
}

/** As the picture marks it. */
export function markOf(chosen: Chosen, nowMs: number): NonNullable<Frame["selected"]> {
  return { thread: chosen.lane.number, ...timeOf(chosen, nowMs) };
}

/** In a sentence, for a screen reader. */
export function chosenText(model: TimelineModel, chosen: Chosen, nowMs: number): string {
  const { fromMs, toMs } = timeOf(chosen, nowMs);
  return stateText(model.spanState(chosen.lane, chosen.span, fromMs), toMs, (thread) => model.nameOf(thread));
}
