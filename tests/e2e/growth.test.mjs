/** A long-running process keeps its size: what has ended leaves nothing in the memory, which can only grow. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { measure, watchMemories } from "../../scripts/lib/conformance-soak.mjs";
import { ending, useRunner } from "./support.mjs";

const site = useRunner();
/**
 * A tolerance for fragmentation, and for a moment that is fuller than any before: half of this was observed. 60,000 threads
 * that leak fifty bytes each would use three times as much.
 */
const MORE_BYTES = 1024 * 1024;

/**
 * Returns the growth of the process in bytes during `times` calls of `work()`, after a fifth as many calls before. It is the
 * lesser of two such rounds, because a worker that was requested in advance may start at any time and allocates its stack
 * then, but only once.
 */
async function growth(work, times) {
  const source = `${work}
import gc, sys
def repeat(count):
    for _ in range(count):
        work()
    gc.collect()
    print("measure", flush=True)
    sys.stdin.readline()
repeat(${times / 5})
repeat(${times})
repeat(${times})
`;
  const measured = [];
  const onRecords = async (records) => {
    if (!records.some(({ text }) => text.includes("measure"))) return;
    measured.push((await measure(site.runner.page)).bytes);
    site.runner.sendInput("\n");
  };
  await watchMemories(site.runner.page);
  // The process that is ready was created before that.
  await site.run("");
  const result = await site.run(source, { interactive: true, onRecords, timeoutMs: 240_000 });
  assert.equal(ending(result), "exited 0", result.stderr);
  const [first, second, third] = measured;
  assert.equal(measured.length, 3);
  return Math.min(second - first, third - second);
}

test("forty bytes that are left each time are seen", async () => {
  const work = `left = []
def work():
    left.append([None])
`;
  const bytes = await growth(work, 60_000);
  assert.ok(bytes > MORE_BYTES, `${bytes} bytes more after 60,000 times`);
});

test("threads, one after the other", async () => {
  const work = `import threading
def work():
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()
`;
  const bytes = await growth(work, 60_000);
  assert.ok(bytes <= MORE_BYTES, `${bytes} bytes more after 60,000 threads`);
});

test("a key that is removed from a dict and a set, and comes back", async () => {
  const work = `import weakref
class Thing:
    pass
numbers, names, things = {}, set(), weakref.WeakSet()
def work():
    numbers["one"] = 1
    names.add("two")
    thing = Thing()
    things.add(thing)
    del numbers["one"], thing
    names.remove("two")
`;
  const bytes = await growth(work, 150_000);
  assert.ok(bytes <= MORE_BYTES, `${bytes} bytes more after 150,000 times`);
});

test("a dict whose keys come and go keeps the others, in order", async () => {
  const source = `kept = {n: str(n) for n in range(100)}
expected = dict(kept)
for n in range(5000):
    kept["guest"] = n
    kept[n % 100] = str(n % 100)
    assert kept.pop("guest") == n
    if n % 7 == 0:
        del kept[n % 100], expected[n % 100]
        kept[n % 100] = expected[n % 100] = str(n % 100)
print(kept == expected, list(kept) == list(expected), len(kept))
`;
  const { merged } = await site.run(source);
  assert.equal(merged, "True True 100\n");
});

test("threading.local, made and used by a thread that lives on", async () => {
  const work = `import threading
def work():
    local = threading.local()
    local.number = 1
`;
  const bytes = await growth(work, 150_000);
  assert.ok(bytes <= MORE_BYTES, `${bytes} bytes more after 150,000 of them`);
});

test("threads of many workers that free what another thread made", async () => {
  const work = `import threading
def work():
    everyone = threading.Barrier(30)
    def free(made):
        everyone.wait()
        made.clear()
    threads = [threading.Thread(target=free, args=([(n,) for n in range(100)],)) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
`;
  const bytes = await growth(work, 25);
  assert.ok(bytes <= MORE_BYTES, `${bytes} bytes more after 25 times`);
});
