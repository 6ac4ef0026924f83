/** The events of a recorded run's threads, as the page receives them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ending, useRunner } from "./support.mjs";

const site = useRunner();

async function run(source, options = {}) {
  const result = await site.runner.run({
    files: { "prog.py": source },
    main: "prog.py",
    record: true,
    timeoutMs: 30_000,
    ...options,
  });
  assert.equal(ending(result), "exited 0", result.stderr);
  return result;
}

const HANDED_OVER = `import threading
lock = threading.Lock()
waits = threading.Event()
def other():
    waits.set()
    with lock:
        pass
lock.acquire()
thread = threading.Thread(target=other, name="other")
thread.start()
waits.wait()
while True:
    # The other thread is about to wait, and then it does.
    frame = __import__("sys")._current_frames().get(thread.ident)
    if frame and frame.f_lineno == 6: break
import time; time.sleep(0.1)
lock.release()
thread.join()
`;

test("a lock that is handed over: acquired, blocked, released, acquired, in order and with lines", async () => {
  const { events, summary } = await run(HANDED_OVER);
  const blocked = events.find(({ kind, name }) => kind === "blocked" && name === "lock");
  assert.deepEqual(
    { thread: blocked.thread, wait: blocked.wait, what: blocked.what, type: blocked.type, line: blocked.line },
    { thread: 2, wait: "lock", what: "Lock.acquire", type: "Lock", line: 6 },
  );
  const about = events.filter(
    ({ subject, kind }) => subject === blocked.subject && kind !== "resumed" && kind !== "started",
  );
  assert.deepEqual(
    about.map(({ kind, thread, line }) => `${kind} by ${thread} at ${line}`),
    ["acquired by 1 at 8", "blocked by 2 at 6", "released by 1 at 17", "acquired by 2 at 6", "released by 2 at 6"],
  );
  assert.ok(
    events.every(({ atMs }, index) => index === 0 || atMs >= events[index - 1].atMs - 1),
    "the clock agrees with the order",
  );
  assert.deepEqual(
    summary.threads.map(({ number, name, startedBy }) => [number, name, startedBy]),
    [
      [1, "MainThread", undefined],
      [2, "other", 1],
    ],
  );
  assert.equal(summary.events, events.length);
  assert.equal(summary.lost, 0);
  assert.ok(summary.longestWaits.some(({ name, ms }) => name === "lock" && ms > 50));
});

test("a thread's life, and what each wait is called", async () => {
  const source = `import queue, threading, time
tasks = queue.Queue()
class Gate:
    def __init__(self): self.open = threading.Event()
gate = Gate()
def work():
    tasks.get()
    gate.open.wait(timeout=0.05)
thread = threading.Thread(target=work, name="worker")
thread.start()
time.sleep(0.05)
tasks.put(1)
thread.join()
`;
  const { events } = await run(source);
  const life = events.filter(({ thread, kind, subject }) => (kind === "started" ? subject === 2 : thread === 2));
  const kinds = life.map(({ kind }) => kind);
  assert.deepEqual([kinds[0], kinds[1], kinds.at(-1)], ["started", "began", "ended"]);
  assert.equal(life.find(({ kind }) => kind === "named").what, "worker");
  const waits = life
    .filter(({ kind }) => kind === "blocked")
    .map(({ what, type, name, line, hasDeadline = false }) => {
      return [what, type, name, line, hasDeadline];
    });
  // Within one call it may also wait for the queue's own lock.
  const calls = waits.filter((wait, index) => wait.join() !== waits[index - 1]?.join());
  assert.deepEqual(calls, [
    ["Queue.get", "Queue", "tasks", 7, false],
    ["Event.wait", "Event", "gate.open", 8, true],
  ]);
  const own = events.filter(({ thread, kind }) => thread === 1 && kind === "blocked");
  assert.ok(own.some(({ wait, hasDeadline }) => wait === "sleep" && hasDeadline));
  assert.ok(own.some(({ wait, what, name }) => wait === "thread" && what === "Thread.join" && name === "worker"));
});

test("a flood of events loses the oldest, counts them, and keeps the program going", async () => {
  const source = `import threading
lock = threading.Lock()
for _ in range(300_000):
    with lock: pass
`;
  const { events, summary } = await run(source);
  assert.equal(events.length, summary.events);
  const own = events.filter(({ line }) => line === 4);
  assert.equal(own.length + summary.lost >= 600_000, true, `${own.length} and ${summary.lost}`);
  assert.equal(own.at(-1).kind, "released");
});

test("without the record there are no events and no summary", async () => {
  const { events, summary } = await run("import threading\nthreading.Lock().acquire()\n", { record: false });
  assert.deepEqual(events, []);
  assert.equal(summary, undefined);
});

test("each output record has the event of the thread that wrote it, with its line", async () => {
  const source = `import threading
def work(n):
    for i in range(20):
        print(n, i)
threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print("no end of line", end="")
`;
  const { events, records } = await run(source);
  const wrote = events.filter(({ kind }) => kind === "wrote").sort((a, b) => a.subject - b.subject);
  assert.deepEqual(
    wrote.map(({ subject }) => subject),
    records.map((_, index) => index + 1),
  );
  for (const [index, { thread, line }] of wrote.entries()) {
    const { text } = records[index];
    const isMain = text === "no end of line";
    // The rest of a line comes out when the program is over.
    if (isMain) assert.equal(thread, 1);
    else assert.deepEqual({ thread, line }, { thread: Number(text[0]) + 2, line: 4 });
  }
});

test("threads that start and end one after the other lose no events", async () => {
  const source = `import threading
lock = threading.Lock()
def work():
    for _ in range(1000):
        with lock: pass
for _ in range(8):
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
`;
  const { events, summary } = await run(source);
  assert.equal(summary.lost, 0);
  const taken = events.filter(({ kind, line }) => kind === "acquired" && line === 5);
  assert.deepEqual(
    [2, 3, 4, 5, 6, 7, 8, 9].map((number) => taken.filter(({ thread }) => thread === number).length),
    Array(8).fill(1000),
  );
});
