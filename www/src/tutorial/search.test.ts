import { join } from "node:path";
import { expect, test } from "vitest";
import { searchEntries } from "./build/search-entries";
import { readChapters } from "./build/source.mjs";
import { BookSearch } from "./search";

const chapters = readChapters(join(import.meta.dirname, "../../tutorial"));
const entries = searchEntries(chapters);
const book = new BookSearch(entries);
const urls = (query: string) => book.find(query).map(({ url }) => url);

test.each([
  ["join with timeout", "timeout.html"],
  ["thread-local data", "local.html"],
  ["enumerate", "enumerate.html"],
  ["GIL", "free.html"],
  ["daemon", "daemon.html"],
  ["Queue.shutdown", "queue.html#closing-the-queue"],
  ["sentinel", "queue.html"],
  ["crossed locks", "stuck.html"],
  ["i/o-bound", "bound.html"],
  ["asyncio", "bound.html#what-else-there-is"],
  ["free threading", "free.html#free-threading-by-name"],
  ["how do I stop a thread", "event.html"],
  ["dead", "deadlock.html"],
])("“%s” is found at once", (query, url) => {
  expect(urls(query).slice(0, 3)).toContain(url);
});

test("a slip of the finger is forgiven; what is nowhere is not found", () => {
  expect(urls("semaphroe").slice(0, 3)).toContain("semaphore.html");
  expect(urls("xylophone")).toEqual([]);
  expect(urls("the")).toEqual([]);
  expect(urls("  ")).toEqual([]);
});

test("what is found is marked, in the heading and in the text about it", () => {
  const [first] = book.find("daemon");
  expect(first?.heading.some(([text, isMatch]) => isMatch && /^daemon/i.test(text))).toBe(true);
  const found = book.find("supported experiment").find(({ url }) => url === "free.html#free-threading-by-name");
  const excerpt = found?.excerpt.map(([text]) => text).join("") ?? "";
  expect(excerpt).toMatch(/^… .*experiment.*supported.* …$/);
  expect(excerpt.length).toBeLessThan(200);
});

test("every chapter and every heading can be found, and their addresses are those of the pages", () => {
  const headings = chapters.flatMap(({ body }) => [...body.matchAll(/^## (.*)$/gm)]);
  expect(entries).toHaveLength(chapters.length + headings.length);
  expect(new Set(entries.map(({ url }) => url)).size).toBe(entries.length);
  expect(entries.every(({ text }) => text.length > 20)).toBe(true);
});
