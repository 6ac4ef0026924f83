import { expect, test } from "vitest";
import { bank, crossedLocks } from "../../../tests/support/thread-events";
import { TimelineModel } from "./model";
import { AXIS_HEIGHT, drawScene, type Frame, heightOf, LANE_HEIGHT, laneAt, type Pen, placesOf } from "./scene";
import { STATES } from "./states";

interface Drawn {
  what: string;
  ink?: string;
  x: number;
  y: number;
  width?: number;
  text?: string;
}

/** A pen that notes what it is to draw. */
function notes(): { pen: Pen; drawn: Drawn[] } {
  const drawn: Drawn[] = [];
  const pen: Pen = {
    bar: (state, x, y, width) => drawn.push({ what: STATES[state] ?? "", x, y, width }),
    rect: (ink, x, y, width) => drawn.push({ what: "rect", ink, x, y, width }),
    outline: (ink, x, y, width) => drawn.push({ what: "outline", ink, x, y, width }),
    line: (ink, [[x, y] = [0, 0]], style) => drawn.push({ what: style?.dashed ? "dashes" : "line", ink, x, y }),
    arrow: (ink, x, fromY, toY) => drawn.push({ what: fromY < toY ? "down" : "up", ink, x, y: fromY }),
    triangle: (ink, [[x, y] = [0, 0]]) => drawn.push({ what: "triangle", ink, x, y }),
    text: (ink, x, y, text) => drawn.push({ what: "text", ink, x, y, text }),
    clip: (_x, _y, _width, _height, draw) => draw(),
  };
  return { pen, drawn };
}

function frame(more: Partial<Frame> = {}): Frame {
  return { width: 532, height: 200, namesWidth: 100, fromMs: 0, toMs: 42, nowMs: 42, scrollTop: 0, ...more };
}

function scene(more: Partial<Frame> = {}, model = bankModel()): Drawn[] {
  const { pen, drawn } = notes();
  drawScene(pen, model, frame(more));
  return drawn;
}

function bankModel(): TimelineModel {
  const model = new TimelineModel();
  model.add(bank());
  return model;
}

test("places: the time fills the plot between the names and the margin", () => {
  const places = placesOf(frame());
  expect([places.plotX, places.plotWidth]).toEqual([100, 420]);
  expect(places.x(21)).toBe(310);
  expect(places.atMs(310)).toBe(21);
});

test("a row for each lane, its name in the middle of its bar", () => {
  const names = scene().filter(({ what, x }) => what === "text" && x === 12);
  expect(names.map(({ text, y }) => [text, y])).toEqual(
    ["MainThread", "teller", "auditor", "printer"].map((name, lane) => [name, AXIS_HEIGHT + lane * LANE_HEIGHT + 18.5]),
  );
});

test("bars stand where their time is", () => {
  const waits = scene().filter(({ what }) => what === "lock");
  expect(waits).toEqual([{ what: "lock", x: 190, y: AXIS_HEIGHT + 2 * LANE_HEIGHT + 8, width: 100 }]);
});

test("the axis has a few ticks, with their times", () => {
  const labels = scene().filter(({ what, y }) => what === "text" && y < AXIS_HEIGHT);
  expect(labels.map(({ text }) => text)).toEqual(["0 ms", "10 ms", "20 ms", "30 ms", "40 ms"]);
});

test("links: three starts, a hand-over in the text's colour, a join in dashes", () => {
  const drawn = scene();
  expect(drawn.filter(({ what, ink }) => what === "triangle" && ink === "muted")).toHaveLength(4);
  expect(drawn.filter(({ what, ink }) => what === "triangle" && ink === "text")).toHaveLength(1);
  expect(drawn.filter(({ what }) => what === "dashes")).toHaveLength(1);
});

test("lanes out of sight are not drawn, and scrolled ones stand higher", () => {
  const drawn = scene({ height: AXIS_HEIGHT + LANE_HEIGHT, scrollTop: 2 * LANE_HEIGHT });
  const names = drawn.filter(({ what, x }) => what === "text" && x === 12);
  expect(names.map(({ text, y }) => [text, y])).toEqual([["auditor", AXIS_HEIGHT + 18.5]]);
});

test("the cursor veils what comes after it", () => {
  const drawn = scene({ cursorMs: 21 });
  expect(drawn.find(({ ink }) => ink === "veil")).toMatchObject({ x: 310, width: 222 });
  expect(scene().some(({ ink }) => ink === "veil" || ink === "accent")).toBe(false);
  expect(scene({ cursorMs: 21, fromMs: 30 }).some(({ ink }) => ink === "veil")).toBe(false);
});

test("what is chosen is outlined within the picture, its row tinted", () => {
  const drawn = scene({ selected: { thread: 3, fromMs: 9, toMs: 19 }, fromMs: 12, toMs: 14 });
  const outline = drawn.find(({ what }) => what === "outline");
  expect(outline).toMatchObject({ x: 95 });
  expect((outline?.x ?? 0) + (outline?.width ?? 0)).toBeLessThanOrEqual(532 + 6);
  expect(drawn.filter(({ ink }) => ink === "soft")).toHaveLength(1);
});

test("a deadlock's circle: an arrow from each to the next, their names marked", () => {
  const { events, report } = crossedLocks();
  const model = new TimelineModel();
  model.add(events);
  model.addDeadlock(report);
  const drawn = scene({ toMs: 12, nowMs: 12 }, model);
  expect(drawn.filter(({ what }) => what === "up" || what === "down").map(({ what, ink }) => [what, ink])).toEqual([
    ["down", "bad"],
    ["up", "bad"],
  ]);
  expect(drawn.filter(({ what, ink, x }) => what === "text" && ink === "bad" && x === 12)).toHaveLength(2);
});

test("the lane at a height, none in the axis and below the last", () => {
  const model = bankModel();
  expect(laneAt(model, AXIS_HEIGHT - 1, 0)).toBeUndefined();
  expect(laneAt(model, AXIS_HEIGHT, 0)?.number).toBe(1);
  expect(laneAt(model, AXIS_HEIGHT, LANE_HEIGHT)?.number).toBe(2);
  expect(laneAt(model, heightOf(4), 0)).toBeUndefined();
});
