import { expect, test } from "vitest";
import { bank, many } from "../../../tests/support/thread-events";
import { TimelineModel } from "./model";
import { caption, cells, rowsOf } from "./table";

function bankModel(): TimelineModel {
  const model = new TimelineModel();
  model.add(bank());
  return model;
}

test("a row for each state, in the order of time, from its thread's start on", () => {
  const { rows, total } = rowsOf(bankModel(), { fromMs: 0, toMs: 42, nowMs: 42 }, 500);
  expect(total).toBe(21);
  expect(rows).toHaveLength(21);
  expect(rows.slice(0, 3).map(({ state, toMs }) => [state.name, state.state, state.sinceMs, toMs])).toEqual([
    ["MainThread", "running", 0, 12],
    ["teller", "starting", 2, 3],
    ["teller", "running", 3, 21],
  ]);
});

test("of a part of the time those that are seen in it", () => {
  const { rows } = rowsOf(bankModel(), { fromMs: 30.5, toMs: 31.5, nowMs: 42 }, 500);
  expect(rows.map(({ state }) => `${state.name} ${state.state}`)).toEqual([
    "auditor running",
    "teller input",
    "MainThread thread",
    "printer running",
  ]);
});

test("of many the first ones, and how many there are", () => {
  const model = new TimelineModel();
  model.add(many(5000));
  const { rows, total } = rowsOf(model, { fromMs: 0, toMs: model.lastMs, nowMs: model.lastMs }, 100);
  expect(rows).toHaveLength(100);
  expect(total).toBe(model.lanes.reduce((sum, { fromMs }) => sum + fromMs.length, 0));
  const times = rows.map(({ state }) => state.sinceMs);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test("the caption says whether there are more", () => {
  expect(caption(21, 21, true)).toBe("Every state of the run: 21 rows.");
  expect(caption(5, 5, false)).toBe("Every state of the time shown: 5 rows.");
  expect(caption(500, 9000, true)).toBe("The first 500 of the 9000 states of the run. Zoom in to have the others.");
});

test("a thread's end has no length", () => {
  const { rows } = rowsOf(bankModel(), { fromMs: 0, toMs: 42, nowMs: 42 }, 500);
  const end = rows.find(({ state }) => state.name === "printer" && state.state === "ended");
  expect(end && cells(end, String)).toEqual(["33.000 ms", "printer", "Ended", "", "", "", ""]);
});
