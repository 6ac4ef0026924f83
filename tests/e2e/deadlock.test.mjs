/**
 * If no thread of a program can ever continue, the page receives an explanation; a program that can continue never gets one.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { readChapters } from "../../www/src/tutorial/build/source.mjs";
import { ending, onText, useRunner } from "./support.mjs";

const site = useRunner();

/** Runs a program until it ends, or until its deadlock is reported. */
async function run(source, options = {}) {
  let toldMs;
  const result = await site.runner.run({
    files: { "prog.py": source },
    main: "prog.py",
    timeoutMs: 30_000,
    onDeadlock: () => {
      toldMs = performance.now();
      site.runner.kill();
    },
    ...options,
  });
  return { ...result, toldMs };
}

/** The expected report for each program: the cause, the names of the threads of the circle, and parts of the text. */
const STUCK = {
  crossed_locks: {
    cause: "crossed-locks",
    circle: ["Thread-1 (one)", "Thread-2 (two)"],
    words: [
      "Thread-1 (one) waits at prog.py:8 for Lock `b`, which Thread-2 (two) holds since prog.py:11.",
      "Thread-2 (two) waits at prog.py:13 for Lock `a`, which Thread-1 (one) holds since prog.py:6.",
      "in the same order",
    ],
  },
  rlocks_crossed_by_three: {
    cause: "crossed-locks",
    circle: ["P0", "P1", "P2"],
    words: ["P2 waits at prog.py:16 for RLock `forks[0]`, which P0 holds since prog.py:14."],
  },
  self_lock: {
    cause: "self-lock",
    circle: ["MainThread"],
    words: [
      "MainThread waits at prog.py:6 for Lock `lock`, which it holds itself since prog.py:4.",
      "make it an RLock",
    ],
  },
  joined_circle: { cause: "circle", circle: ["A", "B"], words: ["A waits at prog.py:9 for B to end."] },
  joined_while_locked: {
    cause: "circle",
    circle: ["MainThread", "worker"],
    words: ["for Lock `lock`, which MainThread holds since prog.py:11.", "Release the lock before joining"],
  },
  main_joined: { cause: "circle", circle: ["MainThread", "worker"], words: ["worker waits for MainThread to end."] },
  queue_get: {
    cause: "queue-get",
    words: ["consumer waits at prog.py:9 for an item of Queue `tasks`, which is empty."],
  },
  simple_queue: { cause: "queue-get", words: ["MainThread waits at prog.py:6 for an item of SimpleQueue `answers`"] },
  queue_put: { cause: "queue-put", words: ["MainThread waits at prog.py:5 for room in Queue `full`, which is full."] },
  queue_join: { cause: "queue-join", words: ["for all tasks of Queue `tasks` to be done: 1 without task_done()."] },
  condition: {
    cause: "condition",
    words: ["MainThread waits at prog.py:7 for a notification of Condition `ready`.", "before the wait is lost"],
  },
  event: { cause: "event", words: ["client waits at prog.py:13 for Event `service.started` to be set."] },
  barrier: { cause: "barrier", words: ["T0 waits at Barrier `gate`: 2 of 3 threads have come."] },
  semaphore: {
    cause: "semaphore",
    words: ["MainThread waits at prog.py:5 for a permit of Semaphore `slots`, which has none."],
  },
  dead_holder: {
    cause: "dead-holder",
    words: ["for Lock `accounts[1]`, which forgetful acquired at prog.py:7 and still held when it ended."],
  },
  pool_waits_for_itself: { cause: "future", words: ["waits at prog.py:11 for the result of a Future"] },
  event_loop: { cause: "event-loop", words: ["in asyncio's event loop, where no task can go on"] },
  without_a_name: {
    cause: "self-lock",
    words: ["for the Lock made at prog.py:3, which it holds itself since prog.py:4."],
  },
};

const folder = inRoot("tests/e2e/deadlocks");

test("each stuck program is one of this list", () => {
  const names = readdirSync(folder).map((name) => name.replace(/\.py$/, ""));
  assert.deepEqual(names.sort(), Object.keys(STUCK).sort());
});

for (const [name, { cause, circle = [], words }] of Object.entries(STUCK)) {
  test(`told as what it is: ${name}`, async () => {
    const { deadlocks } = await run(readFileSync(`${folder}/${name}.py`, "utf8"));
    assert.equal(deadlocks.length, 1);
    const [report] = deadlocks;
    assert.equal(report.cause, cause, report.text);
    if (circle.length > 0) {
      const names = report.circle.map((number) => report.threads.find((thread) => thread.number === number).name);
      assert.deepEqual(names.sort(), circle.sort());
    }
    for (const part of words) assert.ok(report.text.includes(part), `${part}\nis not in\n${report.text}`);
  });
}

test("with a global lock too, and within half a second", async () => {
  const source = `import sys, threading
lock = threading.Lock()
lock.acquire()
print("soon", flush=True)
lock.acquire()
`;
  let saidMs;
  const { deadlocks, toldMs } = await run(source, { gil: true, onRecords: () => (saidMs = performance.now()) });
  assert.equal(deadlocks[0].cause, "self-lock");
  assert.ok(toldMs - saidMs < 500, `${toldMs - saidMs} ms`);
});

test("Stop still reaches a program that was told of, and it may go on", async () => {
  const source = `import threading
lock = threading.Lock()
lock.acquire()
try:
    lock.acquire()
except KeyboardInterrupt:
    print("stopped")
lock.release()
with lock:
    print("goes on")
`;
  const { deadlocks, stdout, ...result } = await run(source, { onDeadlock: () => site.runner.stop() });
  assert.equal(ending(result), "exited 0");
  assert.equal(stdout, "stopped\ngoes on\n");
  assert.equal(deadlocks.length, 1);
});

test("a Stop that comes while it is explained is not lost", async () => {
  const source = "import queue\nwaiting = queue.SimpleQueue()\nprint('ready')\nwaiting.get()\n";
  for (let turn = 0; turn < 30; turn++) {
    // Each a little later, so that some arrive in the middle.
    const stop = () => setTimeout(() => site.runner.stop(), turn);
    const result = await run(source, {
      record: turn % 2 === 0,
      onDeadlock: () => {},
      onRecords: onText(["ready\n", stop]),
      timeoutMs: 10_000,
    });
    assert.equal(ending(result), "exited 130", `stopped ${turn} ms after it was ready`);
  }
});

/**
 * Correct programs that come close to a deadlock: all threads but one wait, or all of them wait and one is about to be
 * woken.
 */
const RIGHT = {
  relay: `import threading
locks = [threading.Lock() for _ in range(5)]
for lock in locks: lock.acquire()
def run(own):
    for _ in range(400):
        locks[own].acquire()
        locks[(own + 1) % 5].release()
threads = [threading.Thread(target=run, args=(n,)) for n in range(5)]
for thread in threads: thread.start()
locks[0].release()
for thread in threads: thread.join()`,
  events: `import threading
there, back = threading.Event(), threading.Event()
def other():
    for _ in range(300):
        there.wait(); there.clear(); back.set()
thread = threading.Thread(target=other); thread.start()
for _ in range(300):
    there.set(); back.wait(); back.clear()
thread.join()`,
  conditions: `import threading
turn, condition = 0, threading.Condition()
def play(own):
    global turn
    for _ in range(200):
        with condition:
            condition.wait_for(lambda: turn == own)
            turn = (own + 1) % 3
            condition.notify_all()
threads = [threading.Thread(target=play, args=(n,)) for n in range(3)]
for thread in threads: thread.start()
for thread in threads: thread.join()`,
  queues: `import queue, threading
a, b = queue.Queue(1), queue.SimpleQueue()
def echo():
    while (item := a.get()) is not None: b.put(item)
thread = threading.Thread(target=echo); thread.start()
for n in range(300):
    a.put(n); assert b.get() == n
a.put(None); thread.join()`,
  semaphores: `import threading
full, empty = threading.Semaphore(0), threading.BoundedSemaphore(1)
def take():
    for _ in range(300): full.acquire(); empty.release()
thread = threading.Thread(target=take); thread.start()
for _ in range(300): empty.acquire(); full.release()
thread.join()`,
  barriers: `import threading
barrier = threading.Barrier(4)
def rounds():
    for _ in range(50): barrier.wait()
threads = [threading.Thread(target=rounds) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()`,
  chain: `import threading
def next(left):
    if left: threading.Thread(target=next, args=(left - 1,)).start()
    else: end.release()
end = threading.Lock(); end.acquire()
next(40)
end.acquire()`,
  ends: `import threading
for _ in range(60):
    threads = [threading.Thread(target=int) for _ in range(3)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()`,
  daemon: `import threading, time
never = threading.Event()
threading.Thread(target=never.wait, daemon=True).start()
time.sleep(0.1)
sum(range(200_000))`,
  timeouts: `import threading
lock = threading.Lock()
lock.acquire()
assert not lock.acquire(timeout=0.2)
assert not threading.Event().wait(0.1)
thread = threading.Thread(target=threading.Event().wait, args=(0.2,)); thread.start()
thread.join()`,
  timer: `import threading
done = threading.Event()
threading.Timer(0.2, done.set).start()
done.wait()`,
  finalizer: `import threading, weakref
class Thing: pass
freed = threading.Lock(); freed.acquire()
def drop():
    thing = Thing()
    weakref.finalize(thing, freed.release)
thread = threading.Thread(target=drop); thread.start()
freed.acquire()`,
  local_finalizer: `import threading
freed = threading.Lock(); freed.acquire()
class Thing:
    def __del__(self): freed.release()
local = threading.local()
def keep(): local.thing = Thing()
threading.Thread(target=keep).start()
freed.acquire()`,
  input: `import threading
said = threading.Event()
threading.Thread(target=lambda: (input(), said.set())).start()
said.wait()`,
  asyncio: `import asyncio, threading, time
async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    threading.Thread(target=lambda: loop.call_soon_threadsafe(future.set_result, 1)).start()
    assert await future == 1
    await asyncio.gather(*(asyncio.to_thread(time.sleep, 0.01) for _ in range(5)))
    await asyncio.sleep(0.1)
asyncio.run(main())`,
  executor: `from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(3) as pool:
    assert list(pool.map(abs, range(-50, 0))) == list(range(50, 0, -1))`,
  thread_pool: `from multiprocessing.pool import ThreadPool
with ThreadPool(2) as pool:
    assert pool.map(abs, range(-20, 0)) == list(range(20, 0, -1))`,
  pool: `import parallel, threading, time
lock = threading.Lock()
def work(n):
    with lock: time.sleep(0.001)
    return n
assert parallel.map(work, range(40)) == list(range(40))`,
  interrupted_pool: `import _thread, parallel, threading, time
gate, begun = threading.Lock(), threading.Event()
gate.acquire()
def work(n):
    begun.set(); time.sleep(0.3); gate.release()
def interrupt():
    begun.wait(); _thread.interrupt_main()
threading.Thread(target=interrupt).start()
try: parallel.map(work, [0])
except KeyboardInterrupt: pass
gate.acquire()`,
  interrupt: `import _thread, threading, time
lock = threading.Lock(); lock.acquire()
def later():
    time.sleep(0.1); _thread.interrupt_main()
threading.Thread(target=later).start()
try: lock.acquire()
except KeyboardInterrupt: pass`,
  handler: `import signal, _thread, threading, time
lock = threading.Lock(); lock.acquire()
signal.signal(signal.SIGINT, lambda *_: lock.release())
threading.Timer(0.1, _thread.interrupt_main).start()
lock.acquire()`,
  flood: `import threading
def say(n):
    for line in range(2000): print(n, line, "x" * 200)
threads = [threading.Thread(target=say, args=(n,)) for n in range(3)]
for thread in threads: thread.start()
for thread in threads: thread.join()`,
  released_by_another: `import threading
lock = threading.Lock()
lock.acquire()
threading.Thread(target=lock.release).start()
lock.acquire()`,
};

for (const gil of [false, true]) {
  for (const [name, source] of Object.entries(RIGHT)) {
    test(`no alarm: ${name}${gil ? ", with a global lock" : ""}`, async () => {
      // Standard input that arrives while all threads wait for it.
      const given = name === "input" ? { interactive: true, onInputWanted: () => site.runner.sendInput("x\n") } : {};
      const { deadlocks, stderr, ...result } = await run(source, { gil, ...given });
      assert.deepEqual(
        deadlocks.map(({ text }) => text),
        [],
      );
      assert.equal(ending(result), "exited 0", stderr);
    });
  }
}

test("no alarm: the documented examples and the tutorial's, but for those that are about one", async () => {
  const meant = readChapters(inRoot("www/tutorial"))
    .flatMap(({ examples }) => examples)
    .filter(({ endsInDeadlock }) => endsInDeadlock)
    .map(({ file }) => file);
  const places = ["www/examples", "www/examples/python3", "www/tutorial/examples"].map((name) => inRoot(name));
  const programs = places.flatMap((place) =>
    readdirSync(place)
      .filter((name) => name.endsWith(".py") && !meant.includes(name))
      .map((name) => [name, readFileSync(`${place}/${name}`, "utf8")]),
  );
  assert.ok(programs.length > 60, "they are there");
  for (const [name, source] of programs) {
    const { deadlocks } = await run(source);
    assert.deepEqual(
      deadlocks.map(({ text }) => text),
      [],
      name,
    );
  }
});
