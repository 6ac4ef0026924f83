import { expect, test } from "vitest";
import { bank, bankOutput, crossedLocks, events } from "../../../tests/support/thread-events";
import { type RecordedRun, stillOf } from "./still";

const run = (more: Partial<RecordedRun> = {}): RecordedRun => ({
  events: bank(),
  records: bankOutput(),
  deadlocks: [],
  ...more,
});
const named = (list: RecordedRun["events"]) => [
  ...list,
  ...[2, 3].map((thread) => ({ kind: "named" as const, thread, atMs: 5, what: `T${thread}`, order: 90 + thread })),
];

test("a wide and a narrow drawing share no names, and have the words of one record", () => {
  const { wide, narrow } = stillOf(run(), "bank.py", "bank", 12_000);
  const ids = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids(wide).filter((id) => ids(narrow).includes(id))).toEqual([]);
  expect(wide).toContain("What the threads of bank.py did</title>");
  expect(wide).toContain("waited 10.0 ms for vault, which teller held");
  expect(/<desc[^>]*>(.*)<\/desc>/.exec(narrow)?.[1]).toBe(/<desc[^>]*>(.*)<\/desc>/.exec(wide)?.[1]);
});

test("the time counts from just before the first start", () => {
  const late = bank().map((event) => ({ ...event, atMs: event.atMs + (event.atMs > 0 ? 1000 : 0) }));
  const axis = (svg: string) => [...svg.matchAll(/>([\d.]+ m?s)<\/text>/g)].map(([, text]) => text);
  expect(axis(stillOf(run({ events: late }), "bank.py", "bank", 12_000).wide).at(-1)).toBe("40 ms");
});

test("a picture of very much is drawn in coarser columns until it is small; one that cannot be is refused", () => {
  const busy = events(
    ...bank().slice(0, 4),
    ...Array.from({ length: 4000 }, (_, at) => [
      { kind: "blocked" as const, thread: 2, atMs: 10 + at, wait: "lock" as const, what: "Lock.acquire" },
      { kind: "resumed" as const, thread: 2, atMs: 10 + at + ((at * 7) % 10) / 10, wait: "lock" as const },
    ]).flat(),
  );
  const { wide } = stillOf(run({ events: busy }), "bank.py", "bank", 12_000);
  expect(wide.length).toBeLessThanOrEqual(12_000);
  expect(wide).toContain("timeline-lock-mark");
  expect(() => stillOf(run(), "bank.py", "bank", 2_000)).toThrow(/has less than 2000 bytes/);
});

test("a record that has lost a thread's name is refused", () => {
  const nameless = bank().filter(({ kind, thread }) => kind !== "named" || thread !== 2);
  expect(() => stillOf(run({ events: nameless }), "bank.py", "bank", 12_000)).toThrow(/the name of thread 2/);
});

test("a deadlock is in the picture", () => {
  const { events: all, report } = crossedLocks();
  const { wide } = stillOf(run({ events: named(all), deadlocks: [report] }), "a.py", "a", 12_000);
  expect(wide).toContain("var(--tl-bad)");
});
