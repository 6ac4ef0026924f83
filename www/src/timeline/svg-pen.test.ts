import { expect, test } from "vitest";
import { bank, crossedLocks, events } from "../../../tests/support/thread-events";
import { TimelineModel } from "./model";
import { description, escapeXml, svgOf } from "./svg-pen";

function bankModel(): TimelineModel {
  const model = new TimelineModel();
  model.add(bank());
  return model;
}

test("a picture with title and description, that needs nothing else", () => {
  const svg = svgOf(bankModel(), 42, "bank.py");
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^>]*role="img"/);
  expect(svg).toContain(">bank.py</title>");
  expect(svg).toContain(">What 4 threads did in 42.0 ms: MainThread, teller, auditor, printer.</desc>");
  expect(svg).not.toMatch(/href=|<script|<image|NaN|undefined/);
  expect(svg).toContain(">Waiting for a lock</text>");
  expect(svg).toContain("prefers-color-scheme:dark");
});

test("every name that it uses is its own", () => {
  const svg = svgOf(bankModel(), 42, "bank.py");
  const used = [...svg.matchAll(/url\(#([^)]+)\)/g)].map(([, id]) => id);
  expect(used.length).toBeGreaterThan(10);
  for (const id of used) expect(svg).toContain(`id="${id}"`);
  const declared = new Set([...svg.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
  for (const [, name] of svg.matchAll(/var\((--[\w-]+)\)/g)) expect(declared).toContain(name);
});

test("two pictures on one page share no names", () => {
  const ids = (svg: string) => [...svg.matchAll(/id="([^"]+)"/g)].map(([, id]) => id);
  const first = ids(svgOf(bankModel(), 42, "a"));
  const second = ids(svgOf(bankModel(), 42, "b"));
  expect(first.filter((id) => second.includes(id))).toEqual([]);
});

test("in a timeline it takes the timeline's colours", () => {
  expect(svgOf(bankModel(), 42, "bank.py", { isEmbedded: true })).not.toContain("<style>");
});

test("a thread may have any name", () => {
  const model = new TimelineModel();
  model.add(
    events({ kind: "began", thread: 1, atMs: 0 }, { kind: "named", thread: 1, atMs: 0, what: '</svg>"&\u0007' }),
  );
  const svg = svgOf(model, 1, "<b>");
  expect(svg.match(/<\/svg>/g)).toHaveLength(1);
  expect(svg).toContain("&#60;b&#62;");
  expect(escapeXml('</svg>"&\u0007')).toBe("&#60;/svg&#62;&#34;&#38;\ufffd");
});

test("the description has the deadlock, and the first of many threads", () => {
  const stuck = new TimelineModel();
  const { events: all, report } = crossedLocks();
  stuck.add(all);
  stuck.addDeadlock(report);
  expect(description(stuck, 12)).toMatch(/Deadlock: two threads wait for each other's lock\.$/);
  const crowd = new TimelineModel();
  crowd.add(
    events(...Array.from({ length: 20 }, (_, index) => ({ kind: "began" as const, thread: index + 1, atMs: 0 }))),
  );
  expect(description(crowd, 12)).toMatch(/^What 20 threads did in 12\.0 ms: .* and 8 more\.$/);
});

test("a run without events is an empty picture", () => {
  expect(svgOf(new TimelineModel(), 0, "nothing")).not.toMatch(/NaN|Infinity/);
});
