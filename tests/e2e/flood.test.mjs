/**
 * Programs that print endlessly, through the runner: output keeps arriving, the page responds, memory does not grow, Stop
 * works.
 */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { FLOODS, heapMeter } from "./floods.mjs";
import { ending, useRunner } from "./support.mjs";

const site = useRunner();
afterEach(() => site.checkNextRun());

/** Starts a program; `until(count)` resolves with the first output after that many records. */
function start(source) {
  const started = { count: 0 };
  let heard = () => {};
  started.until = (count) =>
    new Promise((resolve) => {
      heard = () => started.count >= count && resolve();
      heard();
    });
  started.result = site.run(source, {
    timeoutMs: 60_000,
    onRecords(records) {
      started.count += records.length;
      heard();
    },
  });
  return started;
}

/** Fails if the program ends by itself, instead of waiting forever. */
const unless = (promise, result) =>
  Promise.race([promise, result.then((early) => assert.fail(`the program ended: ${ending(early)}`))]);

for (const [name, source] of Object.entries(FLOODS)) {
  test(name, async () => {
    const { page } = site.runner;
    const heapMb = await heapMeter(page);
    const { until, result } = start(source);
    await unless(until(1_000), result);
    const delays = [];
    const heaps = [];
    for (let round = 1; round <= 8; round++) {
      for (let trip = 0; trip < 10; trip++) {
        const askedAt = performance.now();
        await unless(
          page.evaluate(() => 1),
          result,
        );
        delays.push(performance.now() - askedAt);
      }
      heaps.push(await heapMb());
      await unless(until(round * 2_000), result);
    }
    const stoppedAt = performance.now();
    site.runner.stop();
    const ended = await result;
    const stopMs = performance.now() - stoppedAt;
    delays.sort((a, b) => a - b);
    const usual = delays[Math.floor(delays.length * 0.9)];
    const growth = Math.max(...heaps) - heaps[0];
    console.log(
      `# ${name}: ${ended.records.length} records, 90% of answers in ${usual.toFixed(0)} ms, slowest ${delays.at(-1).toFixed(0)} ms,`,
      `heap ${heaps.map((mb) => mb.toFixed(0)).join(" ")} MB, Stop ${stopMs.toFixed(0)} ms`,
    );
    assert.equal(ending(ended), "exited 130");
    assert.match(ended.stderr, /\nKeyboardInterrupt\n$/);
    assert.ok(stopMs < 4_000, `Stop took ${stopMs} ms`);
    // A single delay may be the machine's; a page that cannot keep up is always late.
    assert.ok(usual < 200, `one answer in ten took ${usual} ms`);
    assert.ok(delays.at(-1) < 3_000, `an answer took ${delays.at(-1)} ms`);
    assert.ok(growth < 30, `the heap grew from ${heaps[0]} MB by ${growth} MB`);
  });
}

test("a second Stop ends a flood at once", async () => {
  const source = `while True:
    try:
        while True:
            print('line')
    except KeyboardInterrupt:
        pass
`;
  const { until, result } = start(source);
  await unless(until(1_000), result);
  const stoppedAt = performance.now();
  site.runner.stop();
  site.runner.stop();
  assert.equal(ending(await result), "killed 137: Stopped: the threads were ended at once.");
  assert.ok(performance.now() - stoppedAt < 4_000);
});

test("os._exit and a crash end the process while other threads print", async () => {
  const shout = `import os, threading
def shout():
    while True:
        print('line')
threading.Thread(target=shout, daemon=True).start()
`;
  assert.equal(ending(await site.run(`${shout}os._exit(7)\n`)), "exited 7");
  const deep = "deep = []\nfor _ in range(1000000):\n    deep = [deep]\nrepr(deep)\n";
  assert.match(ending(await site.run(`${shout}${deep}`)), /^(crashed 134: .*stack overflow|exited 1$)/);
});

test("the main thread's end ends daemons that print", async () => {
  const { stdout, ...result } = await site.run(`import threading
go = threading.Event()
def shout():
    while True:
        print('line')
        go.set()
threading.Thread(target=shout, daemon=True).start()
go.wait()
`);
  assert.equal(ending(result), "exited 0");
  assert.match(stdout, /^(line\n)+$/);
});

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
  assert.deepEqual(
    lines.filter((line) => line !== line[0].repeat(200)),
    [],
  );
});
