/** Draws what the threads of a run did, live and afterwards. Loaded on demand. */
import { RunTimeline } from "./timeline";
import type { Timeline, TimelineOptions } from "./types";

export { TimelineModel } from "./model";
export type { Moment, StateKind, ThreadState, Timeline, TimelineOptions } from "./types";

export function createTimeline(container: HTMLElement, options: TimelineOptions = {}): Timeline {
  return new RunTimeline(container, options);
}
