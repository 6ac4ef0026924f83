/** What there is to say of a run below its picture. */
import type { TimelineModel } from "./model";
import { timeText } from "./words";

const count = (number: number, one: string, more: string) =>
  `${number.toLocaleString("en")} ${number === 1 ? one : more}`;

export function noteOf(model: TimelineModel): string {
  if (model.lanes.length === 0) return "";
  const parts = model.deadlock ? [model.deadlock.report.title.replace(/[.:]$/, "")] : [];
  parts.push(count(model.lanes.length, "thread", "threads"));
  const { summary } = model.result ?? {};
  if (summary) parts.push(`${summary.coresUsed.toFixed(1)} cores busy on average`);
  parts.push(count(model.events, "event", "events"));
  if (summary && summary.lost > 0) {
    parts.push(`${count(summary.lost, "more was", "more were")} lost: the program was faster than the page`);
  }
  if (model.keptFromMs > 0) parts.push(`what happened before ${timeText(model.keptFromMs)} is not kept`);
  return parts.join(" · ");
}
