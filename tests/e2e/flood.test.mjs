/** A program that prints for ever: output keeps coming, the page answers, its memory stays flat, Stop works. */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { useRunner } from "./support.mjs";

const site = useRunner();
afterEach(() => site.checkNextRun());

const MB = 1_000_000;

/** Bytes of the page's JavaScript objects that are alive. */
async function heapBytes(session) {
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "JSHeapUsedSize").value;
}

const FLOODS = {
  "short lines of one thread": "n = 0\nwhile True:\n    n += 1\n    print('line', n)\n",
  "long lines of four threads": `import threading
def shout():
    while True:
        print('x' * 1000)
for _ in range(4):
    threading.Thread(target=shout, daemon=True).start()
threading.Event().wait()
`,
};

for (const [name, source] of Object.entries(FLOODS)) {
  test(name, async () => {
    const { runner } = site;
    const { page } = runner;
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    let printed = 0;
    let heard = () => {};
    const running = site.run(source, {
      timeoutMs: 60_000,
      onRecords(batch) {
        printed += batch.length;
        heard();
      },
    });
    /** Settles with the first output after `count` records. */
    const until = (count) =>
      new Promise((resolve) => {
        heard = () => printed >= count && resolve();
        heard();
      });
    await until(1_000);
    const delays = [];
    const heaps = [];
    for (let round = 0; round < 8; round++) {
      for (let trip = 0; trip < 10; trip++) {
        const askedAt = performance.now();
        await page.evaluate(() => 1);
        delays.push(performance.now() - askedAt);
      }
      heaps.push(await heapBytes(session));
      await until(printed + 2_000);
    }
    const stoppedAt = performance.now();
    runner.stop();
    const result = await running;
    const stopMs = performance.now() - stoppedAt;
    await session.detach();
    assert.equal(`${result.reason} ${result.status}`, "exited 130");
    assert.match(result.stderr, /KeyboardInterrupt\n$/);
    assert.ok(stopMs < 4_000, `Stop took ${stopMs} ms`);
    delays.sort((a, b) => a - b);
    const usual = delays[Math.floor(delays.length * 0.9)];
    // A lone slip may be the machine's; a page that cannot keep up slips all the time.
    assert.ok(usual < 200, `one answer in ten took ${usual} ms`);
    assert.ok(delays.at(-1) < 1_000, `an answer took ${delays.at(-1)} ms`);
    const growth = Math.max(...heaps) - heaps[0];
    assert.ok(growth < 20 * MB, `the heap grew from ${heaps[0] / MB} MB by ${growth / MB} MB`);
    console.log(
      `# ${name}: ${result.records.length} records, 90% of answers in ${usual.toFixed(0)} ms, slowest ${delays.at(-1).toFixed(0)} ms,`,
      `heap ${heaps.map((bytes) => (bytes / MB).toFixed(0)).join(" ")} MB, Stop ${stopMs.toFixed(0)} ms`,
    );
  });
}

test("lines of many threads are never torn", async () => {
  const source = `import threading
def shout(letter):
    for _ in range(500):
        print(letter * 200)
for letter in 'abcdefgh':
    threading.Thread(target=shout, args=(letter,)).start()
`;
  const { merged, status } = await site.run(source);
  assert.equal(status, 0);
  const lines = merged.trimEnd().split("\n");
  assert.equal(lines.length, 4_000);
  assert.deepEqual(lines.filter((line) => line !== line[0].repeat(200)), []);
});
