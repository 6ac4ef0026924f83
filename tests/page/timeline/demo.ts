/** A page with nothing but the timeline, which tests play runs into. */
import { createTimeline } from "../../../www/src/timeline";
import * as runs from "../../support/thread-events";

const room = document.getElementById("room") as HTMLElement;
const picked: unknown[] = [];
const times: (number | null)[] = [];
const timeline = createTimeline(room, {
  onPick: (moment) => picked.push(moment),
  onTime: (atMs) => times.push(atMs),
});

Object.assign(window, { timeline, runs, picked, times });
document.documentElement.dataset["ready"] = "";
