/**
 * What of a lane can be seen: bars, columns of pixels where much happened, ticks. The work and the number of shapes are bounded
 * by the columns, however many events there are.
 */
import type { Lane } from "./lane";
import type { Link } from "./model";
import { countUpTo } from "./search";
import { STATE, STATES } from "./states";

/** Columns of one pixel, and the time that they show. */
export interface Columns {
  fromMs: number;
  msPerColumn: number;
  count: number;
  /** Nothing is drawn after it. */
  nowMs: number;
}

/** A bar, or a part of a column's height: `bottom` and `top` are shares of it, from 0 to 1. */
export type BarSink = (state: number, column: number, columns: number, bottom: number, top: number) => void;

/** A share of a column that is too small to see. */
const SLIVER = 0.04;

const columnOf = (atMs: number, { fromMs, msPerColumn }: Columns) => Math.floor((atMs - fromMs) / msPerColumn);

export function layBars(lane: Lane, columns: Columns, emit: BarSink): void {
  const { fromMs, msPerColumn, count, nowMs } = columns;
  let before = new Float64Array(STATES.length);
  let after = new Float64Array(STATES.length);
  /** The column whose beginning `after` is about. */
  let summed = -1;
  let span = -1;
  let column = layStart(lane, columns, emit);
  while (column < count) {
    const atMs = fromMs + column * msPerColumn;
    if (atMs >= nowMs) return;
    span = lane.spanAt(atMs, span);
    const state = lane.states[span];
    if (state === STATE.ended) return;
    const whole = span < 0 ? column : Math.min(columnOf(lane.spanEnd(span, nowMs), columns), count);
    if (whole > column && state !== undefined) {
      emit(state, column, whole - column, 0, 1);
      column = whole;
      continue;
    }
    [before, after] = [after, before];
    if (summed !== column) lane.timesUntil(atMs, before, span);
    const last = lane.timesUntil(Math.min(atMs + msPerColumn, nowMs), after, span);
    // Where one state follows another, the edge is at the nearest pixel; where more happened, each has its share.
    const isEdge = last - span <= 1;
    stack(before, after, msPerColumn, isEdge, (kind, bottom, top) => emit(kind, column, 1, bottom, top));
    column++;
    summed = column;
  }
}

/** From a thread's start until it runs; returns the first column after that. */
function layStart(lane: Lane, columns: Columns, emit: BarSink): number {
  const beganMs = lane.fromMs[0] ?? columns.nowMs;
  const to = Math.min(Math.max(columnOf(beganMs, columns), 0), columns.count);
  const from = Math.max(columnOf(lane.firstMs, columns), 0);
  if (lane.startedMs !== undefined && from < to) emit(STATE.starting, from, to - from, 0, 1);
  return to;
}

/** The states of one column, one on the other, each as high as its share of the time. */
function stack(
  before: Float64Array,
  after: Float64Array,
  ms: number,
  isEdge: boolean,
  emit: (state: number, bottom: number, top: number) => void,
): void {
  let bottom = 0;
  for (let state = 0; state < STATES.length; state++) {
    const share = ((after[state] as number) - (before[state] as number)) / ms;
    if (state === STATE.ended || share < (isEdge ? 0.5 : SLIVER)) continue;
    if (isEdge) {
      emit(state, 0, 1);
      return;
    }
    emit(state, bottom, Math.min(bottom + share, 1));
    bottom += share;
  }
}

/** Times in which a lane's thread held a lock: at least a column each, apart from each other. */
export function layHeld(
  lane: Lane,
  openSinceMs: number | undefined,
  columns: Columns,
  emit: (column: number, columns: number) => void,
): void {
  const { fromMs, msPerColumn, count, nowMs } = columns;
  let from = 0;
  let to = 0;
  const flush = () => {
    if (to > from) emit(from, to - from);
  };
  const add = (sinceMs: number, untilMs: number): boolean => {
    const first = Math.max(columnOf(sinceMs, columns), to);
    if (first >= count) return false;
    const last = Math.min(Math.max(Math.ceil((untilMs - fromMs) / msPerColumn), first + 1), count);
    if (first > to || to === 0) {
      flush();
      from = first;
    }
    to = last;
    return true;
  };
  for (let more = true; more && to < count; ) {
    const next = countUpTo(lane.heldToMs, fromMs + to * msPerColumn);
    more = next < lane.heldToMs.length && add(lane.heldFromMs[next] as number, lane.heldToMs[next] as number);
  }
  const endMs = lane.endedMs ?? nowMs;
  if (openSinceMs !== undefined && endMs > fromMs) add(openSinceMs, endMs);
  flush();
}

/** Columns from one tick to the next, at least. */
const TICK_STEP = 3;

export function layTicks(lane: Lane, columns: Columns, emit: (column: number) => void): void {
  const { fromMs, msPerColumn, count } = columns;
  for (let column = 0; column < count; column += TICK_STEP) {
    const next = lane.tickMs[countBefore(lane.tickMs, fromMs + column * msPerColumn)];
    if (next === undefined) return;
    column = Math.max(column, columnOf(next, columns));
    if (column < count) emit(column);
  }
}

/** How many of the sorted numbers are less than `value`. */
function countBefore(sorted: readonly number[], value: number): number {
  let count = countUpTo(sorted, value);
  while (count > 0 && sorted[count - 1] === value) count--;
  return count;
}

/** Links that are longer than the picture are found among so many that arrive after it. */
const AFTER = 200;

/** Links that can be seen, a few for each `cell` of columns. */
export function layLinks(
  links: readonly Link[],
  linkMs: readonly number[],
  columns: Columns,
  { cell, most }: { cell: number; most: number },
  emit: (link: Link, isDense: boolean) => void,
): void {
  const { fromMs, msPerColumn, count } = columns;
  const endMs = fromMs + count * msPerColumn;
  let next = 0;
  const isDense = countUpTo(linkMs, endMs) - countBefore(linkMs, fromMs) > (count / cell) * most;
  for (let column = 0; column < count; column += cell) {
    const cellMs = fromMs + column * msPerColumn;
    next = Math.max(next, countBefore(linkMs, cellMs));
    const atMs = linkMs[next];
    if (atMs === undefined || atMs > endMs) break;
    // Straight to the cell that has the next one.
    column = Math.max(column, Math.floor(columnOf(atMs, columns) / cell) * cell);
    const cellEndMs = fromMs + (column + cell) * msPerColumn;
    for (let taken = 0; taken < most && (linkMs[next] ?? Number.POSITIVE_INFINITY) < cellEndMs; taken++, next++) {
      emit(links[next] as Link, isDense);
    }
    next = Math.max(next, countBefore(linkMs, cellEndMs));
  }
  const first = countUpTo(linkMs, endMs);
  for (const link of links.slice(first, first + AFTER)) if (link.fromMs < endMs) emit(link, isDense);
}
