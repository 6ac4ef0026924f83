import { expect, test } from "vitest";
import { bank, many } from "../../../tests/support/thread-events";
import { type Columns, layBars, layHeld, layLinks, layTicks } from "./bars";
import { Lane } from "./lane";
import { type Link, TimelineModel } from "./model";
import { STATE, STATES } from "./states";

function columns(more: Partial<Columns> = {}): Columns {
  return { fromMs: 0, msPerColumn: 1, count: 50, nowMs: 42, ...more };
}

function bars(lane: Lane, of: Columns): string[] {
  const drawn: string[] = [];
  layBars(lane, of, (state, column, count, bottom, top) => {
    const share = bottom === 0 && top === 1 ? "" : ` ${bottom.toFixed(2)}-${top.toFixed(2)}`;
    drawn.push(`${STATES[state]} ${column}+${count}${share}`);
  });
  return drawn;
}

function bankModel(): TimelineModel {
  const model = new TimelineModel();
  model.add(bank());
  return model;
}

test("one bar for each span that is wider than a pixel", () => {
  const [main] = bankModel().lanes;
  expect(bars(main as Lane, columns())).toEqual([
    "running 0+12",
    "sleeping 12+16",
    "running 28+1",
    "thread 29+10",
    "running 39+3",
  ]);
});

test("from its start until it runs a thread is starting, and nothing is drawn after its end", () => {
  const [, , auditor] = bankModel().lanes;
  const drawn = bars(auditor as Lane, columns());
  expect(drawn[0]).toBe("starting 4+1");
  expect(drawn.at(-1)).toBe("running 19+19");
});

test("of a part of the time the bars of that part", () => {
  const [main] = bankModel().lanes;
  expect(bars(main as Lane, columns({ fromMs: 20, msPerColumn: 0.5, count: 20 }))).toEqual([
    "sleeping 0+16",
    "running 16+2",
    "thread 18+2",
  ]);
});

test("a column in which much happens shows each state's share", () => {
  const [main] = bankModel().lanes;
  expect(bars(main as Lane, columns({ fromMs: 20, msPerColumn: 20, count: 1 }))).toEqual([
    "running 0+1 0.00-0.10",
    "thread 0+1 0.10-0.60",
    "sleeping 0+1 0.60-1.00",
  ]);
});

test("an edge between two states is at the nearest pixel", () => {
  const lane = new Lane(2);
  lane.push(0, STATE.running, 0);
  lane.push(3.4, STATE.lock, 0);
  lane.push(6.6, STATE.running, 0);
  lane.push(9.7, STATE.ended, 0);
  expect(bars(lane, columns())).toEqual([
    "running 0+3",
    "lock 3+1",
    "lock 4+2",
    "lock 6+1",
    "running 7+2",
    "running 9+1",
  ]);
});

test("a thread that has not begun is starting until now", () => {
  const lane = new Lane(2);
  lane.startedMs = 10;
  expect(bars(lane, columns())).toEqual(["starting 10+32"]);
});

test("the shapes of many events are bounded by the pixels, wherever one looks", { timeout: 60_000 }, () => {
  const model = new TimelineModel();
  model.add(many(100_000));
  const width = 1200;
  for (const part of [1, 0.37, 0.01, 0.001]) {
    const endMs = model.lastMs * part;
    const of = columns({ msPerColumn: endMs / width, count: width, nowMs: model.lastMs });
    for (const lane of model.lanes) {
      let shapes = 0;
      let rightmost = 0;
      const add = (column: number, count = 1) => {
        shapes++;
        rightmost = Math.max(rightmost, column + count);
      };
      layBars(lane, of, (_, column, count) => add(column, count));
      // Three states take turns here; never more than one shape of each in a column.
      expect(shapes).toBeLessThanOrEqual(3 * width + 2);
      layHeld(lane, undefined, of, add);
      layTicks(lane, of, add);
      expect(shapes).toBeLessThanOrEqual(5 * width + 2);
      expect(shapes).toBeGreaterThan(0);
      expect(rightmost).toBeLessThanOrEqual(width);
    }
    let links = 0;
    layLinks(model.links, model.linkMs, of, { cell: 4, most: 2 }, () => links++);
    expect(links).toBeLessThanOrEqual((width / 4) * 2 + 200);
  }
});

test("each column's shares are what the thread did in it", () => {
  const model = new TimelineModel();
  model.add(many(20_000));
  const lane = model.lanes[3] as Lane;
  const of = columns({ msPerColumn: model.lastMs / 100, count: 100, nowMs: model.lastMs });
  const drawn = STATES.map(() => 0);
  layBars(lane, of, (state, _, count, bottom, top) => {
    drawn[state] = (drawn[state] as number) + count * (top - bottom) * of.msPerColumn;
  });
  const sums = new Float64Array(STATES.length);
  lane.timesUntil(model.lastMs, sums);
  for (const state of [STATE.running, STATE.lock, STATE.sleeping]) {
    expect(Math.abs((drawn[state] as number) - (sums[state] as number))).toBeLessThan(model.lastMs * 0.04);
  }
  expect(drawn[STATE.input]).toBe(0);
});

function held(lane: Lane, openSinceMs?: number): number[][] {
  const drawn: number[][] = [];
  layHeld(lane, openSinceMs, columns(), (column, count) => drawn.push([column, count]));
  return drawn;
}

test("times of holding a lock: at least a pixel, those that touch in one, one that goes on until now", () => {
  const lane = new Lane(2);
  lane.addHeld(3.1, 3.2);
  lane.addHeld(5, 7);
  lane.addHeld(7.5, 9);
  expect(held(lane)).toEqual([
    [3, 1],
    [5, 4],
  ]);
  expect(held(lane, 30).at(-1)).toEqual([30, 12]);
  lane.endedMs = 35;
  expect(held(lane, 30).at(-1)).toEqual([30, 5]);
});

test("ticks: one for each column in which something was written, the first column's too", () => {
  const lane = new Lane(2);
  for (const atMs of [0, 3, 3.2, 3.9, 20, 80]) lane.addTick(atMs, 1);
  const drawn: number[] = [];
  layTicks(lane, columns(), (column) => drawn.push(column));
  expect(drawn).toEqual([0, 3, 20]);
});

test("links: those that arrive in the time shown, a few for each cell, and those that leave in it", () => {
  const links: Link[] = [1, 1.1, 1.2, 13, 60].map((toMs) => ({
    kind: "hand-over",
    from: 1,
    fromMs: toMs - 0.5,
    to: 2,
    toMs,
  }));
  links.push({ kind: "join", from: 1, fromMs: 40, to: 2, toMs: 90 });
  const drawn: number[] = [];
  const toMs = links.map((link) => link.toMs);
  layLinks(links, toMs, columns(), { cell: 4, most: 2 }, (link) => drawn.push(link.toMs));
  expect(drawn).toEqual([1, 1.1, 13, 90]);
});
