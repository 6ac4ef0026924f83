import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { GRACE_MS, StopLadder } from "./stop-ladder";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const done: string[] = [];
  let taken = true;
  const ladder = new StopLadder({
    interrupt: () => done.push("interrupt"),
    isTaken: () => taken,
    kill: (message) => done.push(`kill: ${message}`),
    goOn: () => done.push("goes on"),
  });
  return {
    done,
    ladder,
    ignore: () => {
      taken = false;
    },
  };
}

test("a second Stop soon after the first ends the process at once", () => {
  const { done, ladder } = setUp();
  ladder.stop();
  vi.advanceTimersByTime(GRACE_MS - 1);
  ladder.stop();
  expect(done).toEqual(["interrupt", "kill: Stopped: the threads were ended at once."]);
  vi.advanceTimersByTime(10 * GRACE_MS);
  expect(done).toHaveLength(2);
});

test("a Stop that the program has handled is done with: the next is a first one, however often", () => {
  const { done, ladder } = setUp();
  for (let count = 0; count < 3; count++) {
    ladder.stop();
    vi.advanceTimersByTime(GRACE_MS);
  }
  expect(done).toEqual(["interrupt", "goes on", "interrupt", "goes on", "interrupt", "goes on"]);
});

test("a main thread that takes no interrupt is ended after the grace time", () => {
  const { done, ladder, ignore } = setUp();
  ignore();
  ladder.stop();
  vi.advanceTimersByTime(GRACE_MS);
  expect(done).toEqual(["interrupt", expect.stringContaining("did not take KeyboardInterrupt within 5 seconds")]);
});

test("after the end nothing more happens", () => {
  const { done, ladder } = setUp();
  ladder.stop();
  ladder.clear();
  vi.advanceTimersByTime(GRACE_MS);
  expect(done).toEqual(["interrupt"]);
});
