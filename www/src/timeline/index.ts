/** Draws what the threads of a run did, live and afterwards. Loaded on demand. */
import type { Timeline, TimelineOptions } from "./types";

export type { Moment, StateKind, ThreadState, Timeline, TimelineOptions } from "./types";

export function createTimeline(container: HTMLElement, _options: TimelineOptions = {}): Timeline {
  const root = document.createElement("div");
  root.className = "timeline";
  container.append(root);
  let events = 0;
  const show = () => {
    root.textContent = `${events} events`;
  };
  return {
    reset() {
      events = 0;
      show();
    },
    add(batch) {
      events += batch.length;
      show();
    },
    addOutput() {},
    addDeadlock() {},
    end() {},
    showTime() {},
    stateAt: () => [],
    toSvg: () => "",
    dispose: () => root.remove(),
  };
}
