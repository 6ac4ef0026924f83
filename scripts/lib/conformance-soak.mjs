/** Runs the threading, queue and lock tests many times in one process: neither memory nor workers may grow. */
import { suitesNamed } from "./conformance.mjs";
import { SOAK_SUITES } from "./conformance-modules.mjs";
import { leftOut, passes, readTable, rowFor } from "./conformance-table.mjs";
import { Failure } from "./process.mjs";

const ROUNDS = 50;
/**
 * Results are printed after each tenth round. The last is compared with the first of these, when every pool and cache is
 * full.
 */
const TOLD = 10;
/**
 * A memory never shrinks, so its size shows its fullest moment, which varies a little with the threads that happen to run at
 * the same time. On an idle machine the size after ten rounds stays the same to the byte.
 */
const MORE_BYTES = 1024 * 1024;
/** The first round reaches the greatest number of threads, and idle workers are used again. */
const MORE_WORKERS = 0;
/** The number of objects that Python's collector tracks; a leak of one object per round would add 40. */
const MORE_OBJECTS = 30;

const megabytes = (bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** Makes the page remember the shared memories that workers receive, so that their sizes can be read. */
export const watchMemories = (page) =>
  page.evaluate(() => {
    const memories = new Set();
    window.memories = memories;
    const { get } = Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data");
    Object.defineProperty(MessageEvent.prototype, "data", {
      get() {
        const data = get.call(this);
        if (data?.memory instanceof WebAssembly.Memory) memories.add(data.memory);
        return data;
      },
    });
  });

/** The process's memory is the largest; the one that was created in advance for the next run has not grown. */
export const measure = async (page) => ({
  bytes: Math.max(...(await page.evaluate(() => [...window.memories].map((memory) => memory.buffer.byteLength)))),
  workers: page.workers().length,
});

/** Returns the values that grew between two measurements by more than the limit. */
export function growth(first, last) {
  const bounds = { bytes: MORE_BYTES, workers: MORE_WORKERS, objects: MORE_OBJECTS, threads: 0 };
  return Object.entries(bounds)
    .filter(([name, bound]) => last[name] - first[name] > bound)
    .map(([name, bound]) => `${name} grew from ${first[name]} to ${last[name]}, by more than ${bound}`);
}

export async function soak(conformance, rounds = ROUNDS) {
  if (rounds < 2 * TOLD) throw new Failure(`--repeat ${rounds}: a soak is at least ${2 * TOLD} rounds`);
  const table = readTable();
  const page = conformance.page();
  await watchMemories(page);
  // The process that is ready was created before that call. A run uses it up, and the next one is observed.
  await conformance.warmUp();
  const measured = [];
  const startedAt = performance.now();
  const { results, failed } = await conformance.repeat(suitesNamed(SOAK_SUITES), {
    rounds,
    leaveOut: leftOut(table),
    onRound: async ({ number, threads, objects }) => {
      if (number % TOLD !== 0) return;
      const figures = { number, threads, objects, ...(await measure(page)) };
      measured.push(figures);
      const { bytes, workers } = figures;
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
      console.log(
        `${number} rounds, ${seconds} s: ${megabytes(bytes)}, ${workers} workers, ${threads} threads, ${objects} objects`,
      );
    },
  });
  const unexpected = results.filter((result) => result.outcome !== "skip" && !passes(result) && !rowFor(table, result));
  const wrong = new Set(unexpected.map(({ id, outcome }) => `${id}: ${outcome}`));
  if (failed) wrong.add(`${failed.id}: ${failed.outcome}: ${failed.detail}`);
  if (measured.length < rounds / TOLD) wrong.add(`only ${measured.length * TOLD} of ${rounds} rounds were measured`);
  else for (const text of growth(measured[0], measured.at(-1))) wrong.add(text);
  if (wrong.size > 0) throw new Failure(`the soak failed:\n${[...wrong].map((text) => `  ${text}`).join("\n")}`);
  console.log(`${results.length} tests in ${rounds} rounds; nothing grew`);
}
