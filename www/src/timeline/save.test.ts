import { expect, test } from "vitest";
import { bank, events } from "../../../tests/support/thread-events";
import { TraceLog } from "./save";

const writes = (json: string) => JSON.parse(json).traceEvents.filter(({ name }: { name: string }) => name === "write");

test("the trace has what came, in the order in which it happened", () => {
  const log = new TraceLog();
  const all = bank();
  log.add(all.slice(10));
  log.add(all.slice(0, 10));
  const { traceEvents } = JSON.parse(log.json());
  const starts = traceEvents.filter(({ ph, name }: { ph: string; name: string }) => ph === "B" && name === "running");
  expect(starts.map(({ tid }: { tid: number }) => tid)).toEqual([1, 2, 3, 4]);
  expect(writes(log.json())).toHaveLength(3);
});

test("of more than it keeps the latest stay", () => {
  const log = new TraceLog(10);
  for (let at = 0; at < 30; at++) {
    log.add(events({ kind: "wrote" as never, thread: 1, atMs: at, subject: at + 1, order: at }));
  }
  const kept = writes(log.json());
  expect(kept).toHaveLength(10);
  expect(kept.at(-1).ts).toBe(29_000);
});
