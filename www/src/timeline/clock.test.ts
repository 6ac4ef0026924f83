import { expect, test } from "vitest";
import { RunClock } from "./clock";

/** A clock, and what sets the page's time. */
function made(): { clock: RunClock; at(pageMs: number): void } {
  let pageMs = 1000;
  return {
    clock: new RunClock(() => pageMs),
    at: (ms) => {
      pageMs = ms;
    },
  };
}

test("before the first event it is no time, and nothing is live", () => {
  const { clock } = made();
  expect([clock.nowMs, clock.isLive]).toEqual([0, false]);
});

test("a live run's time goes on between its events", () => {
  const { clock, at } = made();
  clock.seen(10);
  at(1040);
  expect([clock.nowMs, clock.isLive]).toEqual([50, true]);
});

test("events that took less time to come say when the run began", () => {
  const { clock, at } = made();
  clock.seen(10);
  at(1040);
  clock.seen(60);
  at(1050);
  expect(clock.nowMs).toBe(70);
});

test("a run that ended by itself ended with its last event, one that was killed when it was", () => {
  const ended = made();
  ended.clock.seen(10);
  ended.at(5000);
  ended.clock.end(true);
  expect([ended.clock.nowMs, ended.clock.isLive]).toEqual([10, false]);
  const killed = made();
  killed.clock.seen(10);
  killed.at(1090);
  killed.clock.end(false);
  killed.at(9000);
  expect(killed.clock.nowMs).toBe(100);
});

test("in a deadlock the time stands soon, until something happens", () => {
  const { clock, at } = made();
  clock.seen(100);
  clock.stand();
  at(9000);
  expect(clock.nowMs).toBe(150);
  clock.seen(8050);
  at(9050);
  expect(clock.nowMs).toBe(8150);
});
