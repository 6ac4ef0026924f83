/** The picture: where everything stands. A pen draws it on a canvas, or writes it as SVG. */
import { ticks as ticksOf } from "d3-array";
import { type Columns, layBars, layHeld, layLinks, layTicks } from "./bars";
import type { Lane } from "./lane";
import type { Link, TimelineModel } from "./model";
import { STATE } from "./states";
import { timeText } from "./words";

export const LANE_HEIGHT = 28;
export const AXIS_HEIGHT = 26;
/** Within a lane. */
const BAR = { top: 8, height: 13 };
const TICK = { top: 3, height: 5 };
const HELD = { top: 23, height: 2 };
const START_HEIGHT = 3;
/** Room to the right of the last moment. */
const MARGIN = 12;
/** Hand-overs that are drawn: so many for so many pixels. */
const LINKS = { cell: 8, most: 1 };
const AXIS_STEP = 110;

/** Colours that are not a state's. */
export type Ink = "text" | "muted" | "line" | "accent" | "bad" | "surface" | "soft" | "veil" | "faint";

export interface Pen {
  bar(state: number, x: number, y: number, width: number, height: number): void;
  rect(ink: Ink, x: number, y: number, width: number, height: number): void;
  outline(ink: Ink, x: number, y: number, width: number, height: number): void;
  line(ink: Ink, points: readonly (readonly [number, number])[], style?: { dashed?: boolean; width?: number }): void;
  /** Upright, with a dot where it begins, on a ground that sets it off. */
  arrow(ink: Ink, x: number, fromY: number, toY: number): void;
  triangle(ink: Ink, points: readonly (readonly [number, number])[]): void;
  text(
    ink: Ink,
    x: number,
    y: number,
    text: string,
    style?: { anchor?: "middle" | "end"; strong?: boolean; maxWidth?: number },
  ): void;
  /** What is drawn meanwhile is seen within the rectangle alone. */
  clip(x: number, y: number, width: number, height: number, draw: () => void): void;
}

export interface Frame {
  /** Of all of the picture. */
  width: number;
  height: number;
  /** Of the names' column. */
  namesWidth: number;
  fromMs: number;
  toMs: number;
  nowMs: number;
  scrollTop: number;
  cursorMs?: number | null;
  selected?: { thread: number; fromMs?: number; toMs?: number };
  /** Pixels of a column, the least that is drawn apart; 1 by default. */
  grain?: number;
}

export interface Places {
  plotX: number;
  plotWidth: number;
  x(atMs: number): number;
  atMs(x: number): number;
}

/** Where times are in a picture. */
export function placesOf({ width, namesWidth, fromMs, toMs }: Frame): Places {
  const plotWidth = Math.max(width - namesWidth - MARGIN, 1);
  const msPerPixel = (toMs - fromMs) / plotWidth;
  return {
    plotX: namesWidth,
    plotWidth,
    x: (atMs) => namesWidth + (atMs - fromMs) / msPerPixel,
    atMs: (x) => fromMs + (x - namesWidth) * msPerPixel,
  };
}

export function heightOf(lanes: number): number {
  return AXIS_HEIGHT + lanes * LANE_HEIGHT + 4;
}

/** The lane at a height of the picture. */
export function laneAt(model: TimelineModel, y: number, scrollTop: number): Lane | undefined {
  return y < AXIS_HEIGHT ? undefined : model.lanes[Math.floor((y - AXIS_HEIGHT + scrollTop) / LANE_HEIGHT)];
}

export function drawScene(pen: Pen, model: TimelineModel, frame: Frame): void {
  new Scene(pen, model, frame).draw();
}

class Scene {
  readonly #places: Places;
  readonly #columns: Columns;
  readonly #grain: number;
  readonly #first: number;
  readonly #last: number;
  readonly #indexes = new Map<number, number>();

  constructor(
    readonly pen: Pen,
    readonly model: TimelineModel,
    readonly frame: Frame,
  ) {
    this.#places = placesOf(frame);
    const { plotWidth } = this.#places;
    const { fromMs, toMs, nowMs, scrollTop, height } = frame;
    this.#grain = frame.grain ?? 1;
    const count = Math.ceil(plotWidth / this.#grain);
    this.#columns = { fromMs, msPerColumn: ((toMs - fromMs) / plotWidth) * this.#grain, count, nowMs };
    this.#first = Math.max(Math.floor(scrollTop / LANE_HEIGHT), 0);
    this.#last = Math.min(Math.ceil((scrollTop + height - AXIS_HEIGHT) / LANE_HEIGHT), model.lanes.length);
    for (const [index, lane] of model.lanes.entries()) this.#indexes.set(lane.number, index);
  }

  draw(): void {
    const { pen, frame } = this;
    const { plotX } = this.#places;
    const right = frame.width - plotX;
    this.#drawAxis();
    pen.clip(0, AXIS_HEIGHT, frame.width, frame.height - AXIS_HEIGHT, () => {
      for (const [index, lane] of this.#visible()) this.#drawRow(index, lane);
      pen.clip(plotX, AXIS_HEIGHT, right, frame.height - AXIS_HEIGHT, () => {
        for (const [index, lane] of this.#visible()) this.#drawLane(index, lane);
        layLinks(this.model.links, this.model.linkMs, this.#columns, LINKS, (link, isDense) =>
          this.#drawLink(link, isDense),
        );
        this.#drawDeadlock();
        this.#drawSelection();
      });
    });
    this.#drawCursor();
  }

  *#visible(): Iterable<[number, Lane]> {
    for (let index = this.#first; index < this.#last; index++) yield [index, this.model.lanes[index] as Lane];
  }

  #top(index: number): number {
    return AXIS_HEIGHT + index * LANE_HEIGHT - this.frame.scrollTop;
  }

  #drawAxis(): void {
    const { pen, frame } = this;
    const { plotX, plotWidth } = this.#places;
    const ticks = ticksOf(frame.fromMs, frame.toMs, Math.max(Math.floor(plotWidth / AXIS_STEP), 2));
    const step = (ticks[1] ?? 1) - (ticks[0] ?? 0);
    for (const tick of ticks) {
      const x = Math.round(this.#places.x(tick));
      pen.line("line", [
        [x + 0.5, AXIS_HEIGHT - 6],
        [x + 0.5, frame.height],
      ]);
      const isLeft = x < plotX + 20;
      const isRight = x > frame.width - 24;
      pen.text(
        "muted",
        isLeft ? x - 1 : x,
        AXIS_HEIGHT - 11,
        timeText(tick, step),
        isLeft ? {} : { anchor: isRight ? "end" : "middle" },
      );
    }
  }

  #drawRow(index: number, lane: Lane): void {
    const { pen, frame, model } = this;
    const top = this.#top(index);
    if (frame.selected?.thread === lane.number) pen.rect("soft", 0, top, frame.width, LANE_HEIGHT);
    pen.rect("line", 0, top + LANE_HEIGHT - 1, frame.width, 1);
    const isStuck = model.deadlock?.report.circle.includes(lane.number) ?? false;
    pen.text(isStuck ? "bad" : "text", 12, top + BAR.top + BAR.height / 2 + 4, lane.name, {
      strong: isStuck,
      maxWidth: this.#places.plotX - 24,
    });
  }

  #drawLane(index: number, lane: Lane): void {
    const { pen } = this;
    const grain = this.#grain;
    const { plotX } = this.#places;
    const top = this.#top(index);
    layBars(lane, this.#columns, (state, column, columns, from, to) => {
      const isStarting = state === STATE.starting;
      const height = isStarting ? START_HEIGHT : BAR.height;
      const bottom = top + BAR.top + (BAR.height + height) / 2;
      pen.bar(state, plotX + column * grain, bottom - height * to, columns * grain, height * (to - from));
    });
    const heldSince = this.model.heldSince(lane.number);
    layHeld(lane, heldSince, this.#columns, (column, columns) =>
      pen.rect("muted", plotX + column * grain, top + HELD.top, columns * grain, HELD.height),
    );
    layTicks(lane, this.#columns, (column) =>
      pen.rect("text", plotX + column * grain, top + TICK.top, 1.5, TICK.height),
    );
  }

  /** From the edge of one bar to the edge of the other, with an arrow's head there. */
  #drawLink({ kind, from, fromMs, to, toMs }: Link, isDense: boolean): void {
    const [fromIndex, toIndex] = [this.#indexes.get(from), this.#indexes.get(to)];
    if (fromIndex === undefined || toIndex === undefined || fromIndex === toIndex) return;
    const isDown = toIndex > fromIndex;
    const edge = (index: number, isBottom: boolean) => this.#top(index) + BAR.top + (isBottom ? BAR.height : 0);
    const [fromY, toY] = [edge(fromIndex, isDown), edge(toIndex, !isDown)];
    if (Math.max(fromY, toY) < AXIS_HEIGHT || Math.min(fromY, toY) > this.frame.height) return;
    if (kind === "start") {
      this.#drawStart(fromMs, toMs, fromY, toY, isDown);
      return;
    }
    const [fromX, toX] = [this.#places.x(fromMs), this.#places.x(toMs)];
    const ink: Ink = isDense ? "faint" : kind === "hand-over" ? "text" : "muted";
    this.#drawArrow(ink, [fromX, fromY], [toX, toY], kind === "join");
  }

  /** Straight to the new thread, whose lane begins then; to the bar where that begins at once. */
  #drawStart(fromMs: number, toMs: number, fromY: number, barY: number, isDown: boolean): void {
    const x = Math.round(this.#places.x(fromMs)) + 0.5;
    const inset = this.#places.x(toMs) - x < 3 ? 0 : (BAR.height - START_HEIGHT) / 2;
    this.#drawArrow("muted", [x, fromY], [x, barY + (isDown ? inset : -inset)], false);
  }

  #drawArrow(ink: Ink, from: [number, number], [x, y]: [number, number], dashed: boolean): void {
    const back = y > from[1] ? y - 5 : y + 5;
    this.pen.line(ink, [from, [x, back]], { dashed });
    this.pen.triangle(ink, [
      [x, y],
      [x - 3, back],
      [x + 3, back],
    ]);
  }

  #drawDeadlock(): void {
    const { deadlock } = this.model;
    if (!deadlock) return;
    const x = Math.round(this.#places.x(deadlock.atMs)) + 0.5;
    const { circle } = deadlock.report;
    this.pen.line(
      "bad",
      [
        [x, AXIS_HEIGHT],
        [x, this.frame.height],
      ],
      { dashed: true },
    );
    for (const [place, thread] of circle.entries()) {
      const next = circle[(place + 1) % circle.length] as number;
      const [from, to] = [this.#indexes.get(thread), this.#indexes.get(next)];
      if (from === undefined || to === undefined || from === to) continue;
      const middle = BAR.top + BAR.height / 2;
      // Each arrow further to the right, so that two that wait for each other have one each.
      const arrowX = Math.min(x + 26 + 30 * place, this.frame.width - 16);
      this.pen.arrow("bad", arrowX, this.#top(from) + middle, this.#top(to) + middle);
    }
  }

  #drawSelection(): void {
    const { selected } = this.frame;
    const index = selected && this.#indexes.get(selected.thread);
    if (index === undefined || selected?.fromMs === undefined || selected.toMs === undefined) return;
    const x = Math.max(this.#places.x(selected.fromMs), this.#places.plotX - 4);
    const width = Math.max(Math.min(this.#places.x(selected.toMs), this.frame.width + 4) - x, 2);
    this.pen.outline("accent", x - 1, this.#top(index) + BAR.top - 2, width + 2, BAR.height + 4);
  }

  #drawCursor(): void {
    const { cursorMs, height } = this.frame;
    if (cursorMs === null || cursorMs === undefined) return;
    const x = this.#places.x(cursorMs);
    if (x < this.#places.plotX - 1 || x > this.frame.width) return;
    // What has not happened yet, in the replay.
    this.pen.rect("veil", x, AXIS_HEIGHT, this.frame.width - x, height);
    this.pen.rect("accent", x - 0.75, AXIS_HEIGHT - 6, 1.5, height);
    this.pen.triangle("accent", [
      [x - 5, AXIS_HEIGHT - 9],
      [x + 5, AXIS_HEIGHT - 9],
      [x, AXIS_HEIGHT - 2],
    ]);
  }
}
