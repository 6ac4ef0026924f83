/** The picture as a table: one row for each span, of the time that is shown. */
import type { TimelineModel } from "./model";
import { STATES } from "./states";
import type { ThreadState } from "./types";
import { holderText, placeText, timeText, waitText } from "./words";

export interface Row {
  state: ThreadState;
  toMs: number;
}

/** Rows in the order of time: all that there are, and as many of the first as `most`. */
export function rowsOf(
  model: TimelineModel,
  { fromMs, toMs, nowMs }: { fromMs: number; toMs: number; nowMs: number },
  most: number,
): { rows: Row[]; total: number } {
  let total = 0;
  const found: { lane: number; span: number; atMs: number }[] = [];
  for (const [index, lane] of model.lanes.entries()) {
    const first = Math.max(lane.spanAt(fromMs), lane.startedMs === undefined ? 0 : -1);
    const last = lane.spanAt(toMs);
    total += Math.max(last - first + 1, 0);
    for (let span = first; span <= Math.min(last, first + most - 1); span++) {
      found.push({ lane: index, span, atMs: lane.fromMs[span] ?? lane.firstMs });
    }
  }
  found.sort((a, b) => a.atMs - b.atMs);
  const rows = found.slice(0, most).flatMap(({ lane: index, span }) => {
    const lane = model.lanes[index];
    if (!lane) return [];
    const endMs = span < 0 ? (lane.fromMs[0] ?? nowMs) : lane.spanEnd(span, nowMs);
    const state = model.spanState(lane, span, lane.fromMs[span] ?? lane.firstMs);
    return [{ state, toMs: endMs }];
  });
  return { rows, total };
}

export function caption(shown: number, total: number, isAll: boolean): string {
  const where = isAll ? "of the run" : "of the time shown";
  if (shown === total) return `Every state ${where}: ${total} rows.`;
  return `The first ${shown} of the ${total} states ${where}. Zoom in to have the others.`;
}

/** A row's cells, in the order of the table's head. */
export function cells({ state, toMs }: Row, nameOf: (thread: number) => string): string[] {
  const isOver = STATES.indexOf(state.state) === STATES.indexOf("ended");
  return [
    timeText(state.sinceMs, 0.001),
    state.name,
    state.text,
    isOver ? "" : timeText(toMs - state.sinceMs),
    waitText(state),
    holderText(state, nameOf).replace(/^held by /, ""),
    placeText(state.file, state.line),
  ];
}

export function fillTable(body: HTMLElement, rows: Row[], nameOf: (thread: number) => string): void {
  const made = rows.map((row) => {
    const line = document.createElement("tr");
    for (const [column, text] of cells(row, nameOf).entries()) {
      const cell = document.createElement(column === 1 ? "th" : "td");
      if (column === 1) cell.scope = "row";
      cell.textContent = text;
      line.append(cell);
    }
    return line;
  });
  body.replaceChildren(...made);
}
