import { expect, test } from "vitest";
import { bank } from "../../../tests/support/thread-events";
import { chosenText, markOf, otherState, otherThread, timeOf } from "./choice";
import type { Lane } from "./lane";
import { TimelineModel } from "./model";

const model = new TimelineModel();
model.add(bank());
const auditor = model.lane(3) as Lane;

test("the first thread, then the next, in the state that it has at the time; not beyond the last", () => {
  const first = otherThread(model, undefined, 1, 15);
  expect([first?.lane.number, first?.span]).toEqual([1, 1]);
  const second = otherThread(model, first, 1, 15);
  expect([second?.lane.number, second?.span]).toEqual([2, 0]);
  expect(otherThread(model, { lane: model.lane(4) as Lane, span: 0 }, 1, 15)?.lane.number).toBe(4);
  expect(otherThread(new TimelineModel(), undefined, 1, 0)).toBeUndefined();
});

test("the next state and the one before, not beyond the ends", () => {
  expect(otherState({ lane: auditor, span: 1 }, 1).span).toBe(2);
  expect(otherState({ lane: auditor, span: 0 }, -1).span).toBe(0);
  expect(otherState({ lane: auditor, span: 3 }, 1).span).toBe(3);
});

test("from when to when it lasts, before the thread ran too", () => {
  expect(timeOf({ lane: auditor, span: 1 }, 42)).toEqual({ fromMs: 9, toMs: 19 });
  expect(timeOf({ lane: auditor, span: -1 }, 42)).toEqual({ fromMs: 4, toMs: 5.5 });
  expect(markOf({ lane: auditor, span: 1 }, 42)).toEqual({ thread: 3, fromMs: 9, toMs: 19 });
});

test("in a sentence", () => {
  expect(chosenText(model, { lane: auditor, span: 1 }, 42)).toMatch(
    /^auditor: Waiting for a lock since 9\.0 ms, 10\.0 ms; .*; held by teller since bank\.py:11; bank\.py:21$/,
  );
});
