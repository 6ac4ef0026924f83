import { expect, test } from "vitest";
import { bank, crossedLocks, events } from "../../../tests/support/thread-events";
import { accountOf } from "./account";
import { TimelineModel } from "./model";

function modelOf(...[list]: Parameters<TimelineModel["add"]>): TimelineModel {
  const model = new TimelineModel();
  model.add(list);
  return model;
}

test("a sentence for each thread: what it did for how long, for whom it waited", () => {
  expect(accountOf(modelOf(bank()), 42)).toBe(
    [
      "MainThread ran for 16.0 ms, slept for 16.0 ms and waited 10.0 ms for auditor to end.",
      "teller ran for 20.0 ms and waited 13.0 ms for input.",
      "auditor ran for 22.5 ms and waited 10.0 ms for vault, which teller held.",
      "printer ran for 5.0 ms and waited 20.0 ms in Queue.get on tasks.",
    ].join(" "),
  );
});

test("who waits for ever waits still, and the deadlock is named", () => {
  const { events: all, report } = crossedLocks();
  const model = modelOf(all);
  model.addDeadlock(report);
  const account = accountOf(model, 15);
  expect(account).toMatch(/thread 3 ran for 3\.0 ms and waits for a, which thread 2 holds/);
  expect(account).toMatch(/Deadlock: two threads wait for each other's lock\.$/);
});

test("what is too short to be seen is not told, nor every one of many threads", () => {
  const brief = modelOf(
    events(
      { kind: "began", thread: 1, atMs: 0 },
      { kind: "began", thread: 2, atMs: 50 },
      { kind: "ended", thread: 2, atMs: 50.1 },
      { kind: "ended", thread: 1, atMs: 100 },
    ),
  );
  expect(accountOf(brief, 100)).toBe("MainThread ran for 100 ms. thread 2 ran for a moment.");
  const crowd = modelOf(
    events(...Array.from({ length: 20 }, (_, at) => ({ kind: "began" as const, thread: at + 1, atMs: 0 }))),
  );
  expect(accountOf(crowd, 10)).toMatch(/thread 8 ran for 10\.0 ms\. There are 12 more threads\.$/);
});
