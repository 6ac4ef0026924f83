/** The optional global lock: with it one thread runs at a time, without it two do. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ending, useRunner } from "./support.mjs";

const site = useRunner();

async function output(source, gil) {
  const result = await site.runner.run({ files: { "gil.py": source }, main: "gil.py", gil, timeoutMs: 60_000 });
  assert.equal(ending(result), "exited 0", result.stderr);
  return result.stdout;
}

const TOLD = "import sys\nprint(sys._is_gil_enabled(), sys.flags.gil)\n";

test("sys tells whether it is on", async () => {
  assert.equal(await output(TOLD, true), "True 1\n");
  assert.equal(await output(TOLD, false), "False None\n");
});

/** Two threads that never block: each checks whether the other has run meanwhile. */
const OVERLAP = `
import sys, threading
sys.setswitchinterval(0.001)
saw = set()
go = threading.Barrier(2)

def spin(steps):
    total = 0
    for n in range(steps):
        total += n
    return total

def work():
    me = threading.get_ident()
    go.wait()
    for _ in range(40):
        marks[me] = marks.get(me, 0) + 1
        spin(3000)
        if len(marks) > 1:
            saw.add(me)

marks = {}
threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(sorted(marks.values()), len(saw))
`;

test("threads that only compute are switched after the switch interval", async () => {
  assert.equal(await output(OVERLAP, true), "[40, 40] 2\n");
});

/** Threads that start together and count without a lock; lost increments are missing in the result. */
const counting = (threads, steps, interval) => `
import sys, threading
sys.setswitchinterval(${interval})
count = 0
go = threading.Barrier(${threads})

def work():
    global count
    go.wait()
    for _ in range(${steps}):
        count += 1

threads = [threading.Thread(target=work) for _ in range(${threads})]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(count)
`;

test("who holds it runs alone: an unlocked counter loses nothing while the interval has not passed", async () => {
  assert.equal(await output(counting(4, 20_000, 60), true), "80000\n");
});

test("without it the same counter loses some, on two cores", async () => {
  const source = counting(2, 200_000, 0.005);
  for (let attempt = 0; attempt < 20; attempt++) {
    if (Number(await output(source, false)) < 400_000) return;
  }
  assert.fail("nothing was lost in 20 runs: the threads did not run at once");
});

/** Blocks in every possible way, with more threads than cores, and collects garbage meanwhile. */
const WAITS = `
import gc, queue, threading, time
lock, event, things = threading.Lock(), threading.Event(), queue.Queue()
done = []

def work(number):
    for n in range(20):
        with lock:
            time.sleep(0.0005)
        things.put(n)
        things.get()
        gc.collect() if n % 7 == 0 else None
        event.wait(0.0005)
    done.append(number)

threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
daemon = threading.Thread(target=lambda: [None for _ in iter(int, 1)], daemon=True)
daemon.start()
print(sorted(done))
`;

test("it is given up for every wait, for the collector, and at the end of the process", async () => {
  assert.equal(await output(WAITS, true), "[0, 1, 2, 3, 4, 5]\n");
});

const STARTED = `
import threading
def worker():
    print("Worker")
for _ in range(5):
    threading.Thread(target=worker).start()
    print("started")
`;

test("a new thread prints before its starter goes on, since start() waits for it to begin", async () => {
  assert.equal(await output(STARTED, true), "Worker\nstarted\n".repeat(5));
});
