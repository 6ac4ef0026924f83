import { expect, test } from "vitest";
import { Lane } from "./lane";
import { STATE, STATES } from "./states";

/** Spans of 1 ms that take turns. */
function long(count: number): Lane {
  const lane = new Lane(2);
  for (let span = 0; span < count; span++) lane.push(span, span % 2 === 0 ? STATE.running : STATE.lock, span);
  return lane;
}

test.each([0.5, 1, 63.5, 64, 64.25, 65, 500, 777.75])("the time in each state until %d ms", (atMs) => {
  const lane = long(1000);
  const sums = new Float64Array(STATES.length);
  expect(lane.timesUntil(atMs, sums)).toBe(Math.floor(atMs));
  const whole = Math.floor(atMs);
  const part = atMs - whole;
  const running = Math.ceil(whole / 2) + (whole % 2 === 0 ? part : 0);
  expect(sums[STATE.running]).toBeCloseTo(running, 9);
  expect(sums[STATE.lock]).toBeCloseTo(atMs - running, 9);
  expect(sums[STATE.sleeping]).toBe(0);
});

test("before its first span a thread is in no state", () => {
  const lane = new Lane(2);
  lane.push(5, STATE.running, 0);
  const sums = new Float64Array(STATES.length).fill(3);
  expect(lane.timesUntil(4, sums)).toBe(-1);
  expect([...sums]).toEqual(STATES.map(() => 0));
  expect(lane.spanAt(4)).toBe(-1);
  expect(lane.spanAt(5)).toBe(0);
});

test("the last span goes on until now", () => {
  const lane = long(2);
  expect(lane.spanEnd(0, 9)).toBe(1);
  expect(lane.spanEnd(1, 9)).toBe(9);
});

test("a clock that steps back does not turn the order round", () => {
  const lane = new Lane(2);
  lane.push(5, STATE.running, 0);
  lane.push(4.999, STATE.lock, 0);
  expect(lane.fromMs).toEqual([5, 5]);
});

test("what a thread holds at the same time is one time", () => {
  const lane = new Lane(2);
  lane.addHeld(1, 2);
  lane.addHeld(4, 5);
  lane.addHeld(3, 6);
  lane.addHeld(5.5, 8);
  lane.addHeld(9, 10);
  expect(lane.heldFromMs).toEqual([1, 3, 9]);
  expect(lane.heldToMs).toEqual([2, 8, 10]);
});

test("what was over before a moment can be left out, and the sums are those of the rest", () => {
  const lane = long(300);
  lane.addTick(10, 1);
  lane.addTick(250, 2);
  lane.addHeld(1, 2);
  lane.addHeld(220, 230);
  lane.forgetBefore(200.5);
  expect(lane.fromMs[0]).toBe(200);
  expect(lane.tickOutputs).toEqual([2]);
  expect(lane.heldFromMs).toEqual([220]);
  const sums = new Float64Array(STATES.length);
  lane.timesUntil(280, sums);
  expect(sums[STATE.running]).toBe(40);
  expect(sums[STATE.lock]).toBe(40);
  lane.push(300, STATE.ended, 0);
  lane.timesUntil(301, sums);
  expect(sums[STATE.ended]).toBe(1);
});
