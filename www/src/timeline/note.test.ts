import { expect, test } from "vitest";
import { bank, crossedLocks, many, result } from "../../../tests/support/thread-events";
import { TimelineModel } from "./model";
import { noteOf } from "./note";

const summary = { coresUsed: 1.84, threads: [], longestWaits: [], events: 31, lost: 0 };

test("nothing before there is anything", () => {
  expect(noteOf(new TimelineModel())).toBe("");
});

test("threads and events; once it is over, the cores", () => {
  const model = new TimelineModel();
  model.add(bank());
  expect(noteOf(model)).toBe("4 threads · 31 events");
  model.end(result({ summary }));
  expect(noteOf(model)).toBe("4 threads · 1.8 cores busy on average · 31 events");
});

test("what was lost, and what is not kept", () => {
  const model = new TimelineModel(1000);
  model.add(bank());
  model.end(result({ summary: { ...summary, lost: 1200 } }));
  expect(noteOf(model)).toMatch(/1,200 more were lost: the program was faster than the page$/);
  model.add(many(2000));
  expect(noteOf(model)).toMatch(/what happened before \d+\.\d ms is not kept$/);
});

test("a deadlock first", () => {
  const { events, report } = crossedLocks();
  const model = new TimelineModel();
  model.add(events);
  model.addDeadlock(report);
  expect(noteOf(model)).toBe("Deadlock: two threads wait for each other's lock · 3 threads · 10 events");
});
