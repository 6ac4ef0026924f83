/**
 * Stop, in every operation that a program can be in. Each program prints `ready` when it is ready for the Stop, inside the
 * `try` that handles it. The next run works.
 */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { ending, onText, useRunner } from "./support.mjs";

const site = useRunner();
afterEach(() => site.checkNextRun());

/** The main thread's operation when Stop arrives, with the lines that prepare it. */
const BLOCKED = {
  "a busy loop": ["", "while True:\n    pass"],
  "a busy loop that calls": ["def f(n):\n    return n + 1", "n = 0\nwhile True:\n    n = f(n)"],
  "time.sleep": ["", "time.sleep(1000)"],
  "Lock.acquire": ["lock = threading.Lock()\nlock.acquire()", "lock.acquire()"],
  "Lock.acquire with a timeout": ["lock = threading.Lock()\nlock.acquire()", "lock.acquire(timeout=1000)"],
  "RLock.acquire": [
    `lock = threading.RLock()
taken = threading.Event()
def hold():
    with lock:
        taken.set()
        time.sleep(1000)
threading.Thread(target=hold, daemon=True).start()
taken.wait()`,
    "lock.acquire()",
  ],
  "Event.wait": ["event = threading.Event()", "event.wait()"],
  "Condition.wait": ["condition = threading.Condition()\ncondition.acquire()", "condition.wait(1000)"],
  "Thread.join": [
    "thread = threading.Thread(target=time.sleep, args=(1000,), daemon=True)\nthread.start()",
    "thread.join()",
  ],
  "queue.get": ["waiting = queue.Queue()", "waiting.get()"],
  "SimpleQueue.get": ["waiting = queue.SimpleQueue()", "waiting.get()"],
  "Barrier.wait": ["barrier = threading.Barrier(2)", "barrier.wait()"],
  "os.read of a pipe": ["import os\nreader, writer = os.pipe()", "os.read(reader, 1)"],
  "select.select": ["import os, select\nreader, writer = os.pipe()", "select.select([reader], [], [])"],
  "input()": ["", "input()", { interactive: true }],
  "sys.stdin.read()": ["", "sys.stdin.read()", { interactive: true }],
};

const program = (setup, wait) =>
  `import queue, sys, threading, time\n${setup}\nprint('ready')\n${wait}\nprint('not reached')\n`;

/** Checks for one traceback of the main thread and no other output. */
function checkInterrupted(result) {
  assert.equal(ending(result), "exited 130");
  assert.equal(result.stdout, "ready\n");
  assert.match(result.stderr, /^Traceback \(most recent call last\):\n {2}File "program\.py", line \d+, in <module>\n/);
  assert.match(result.stderr, /\nKeyboardInterrupt\n$/);
  assert.equal(result.stderr.match(/Traceback/g).length, 1, result.stderr);
}

for (const [name, [setup, wait, options]] of Object.entries(BLOCKED)) {
  test(`in the main thread's ${name}`, async () => {
    checkInterrupted(await site.runAndStop(program(setup, wait), options));
  });
}

test("in a task of asyncio.run, which is cancelled", async () => {
  const source = `import asyncio
async def main():
    try:
        print("ready")
        await asyncio.sleep(1000)
    except asyncio.CancelledError:
        print("cancelled")
        raise
asyncio.run(main())
`;
  const result = await site.runAndStop(source);
  assert.equal(result.stdout, "ready\ncancelled\n");
  assert.match(result.stderr, /\nKeyboardInterrupt\n$/);
  assert.equal(ending(result), "exited 130");
});

test("the traceback names the line that was interrupted", async () => {
  const { stderr } = await site.runAndStop("import time\ndef nap():\n    time.sleep(1000)\nprint('ready')\nnap()\n");
  assert.match(
    stderr,
    /File "program\.py", line 5, in <module>\n {4}nap\(\)\n.* File "program\.py", line 3, in nap\n {4}time\.sleep\(1000\)\n/s,
  );
});

const LOOP = "import threading\ndef loop():\n    while True:\n        pass\n";

test("while a daemon loops and the main thread joins it", async () => {
  const source = `${LOOP}t = threading.Thread(target=loop, daemon=True)\nt.start()\nprint('ready')\nt.join()\n`;
  checkInterrupted(await site.runAndStop(source));
});

test("a thread that loops outlives the main thread's KeyboardInterrupt; a second Stop ends it at once", async () => {
  const source = `${LOOP}t = threading.Thread(target=loop)\nt.start()\nprint('ready')\nt.join()\n`;
  let secondStopAt;
  const result = await site.run(source, {
    onRecords: onText(
      ["ready\n", () => site.runner.stop()],
      [
        "KeyboardInterrupt\n",
        () => {
          secondStopAt = performance.now();
          site.runner.stop();
        },
      ],
    ),
  });
  const ms = performance.now() - secondStopAt;
  assert.equal(ending(result), "killed 137: Stopped: the threads were ended at once.");
  assert.ok(ms < 4_000, `ended ${ms} ms after the second Stop`);
});

test("the main thread is over and waits for a thread that sleeps: the wait ends, and the process as CPython's", async () => {
  const source = `import threading, time
def nap():
    while threading.main_thread().is_alive():
        time.sleep(0.001)
    print('ready')
    time.sleep(1000)
threading.Thread(target=nap).start()
`;
  const result = await site.runAndStop(source);
  assert.equal(ending(result), "exited 0");
  // Which of CPython's two messages is printed depends on whether the main thread is already waiting.
  const messages = "while joining a thread in _thread\\._shutdown\\(\\)|on threading shutdown";
  const told = `^Exception ignored (${messages}):\\nTraceback .*\\n.* in _shutdown\\n(.*\\n)*KeyboardInterrupt: \\n$`;
  assert.match(result.stderr, new RegExp(told));
});

test("a program that ignores KeyboardInterrupt is ended at once by a second Stop", async () => {
  const source = `import itertools, time
for turn in itertools.count():
    try:
        if turn == 0:
            print('ready')
        time.sleep(1000)
    except KeyboardInterrupt:
        print('ignored')
`;
  const stop = () => site.runner.stop();
  const result = await site.run(source, { onRecords: onText(["ready\n", stop], ["ignored\n", stop]) });
  assert.equal(ending(result), "killed 137: Stopped: the threads were ended at once.");
  assert.equal(result.merged, "ready\nignored\n");
  assert.ok(result.ms < 4_000, `took ${result.ms} ms, so it was the grace time that ended it`);
});

test("a Stop that a program has handled is done with: a later one is for it too", async () => {
  // A handler, because an exception could arrive while the previous one is being handled.
  const source = `import signal, time
stops = []
def handle(number, frame):
    stops.append(number)
    print('handled')
signal.signal(signal.SIGINT, handle)
print('ready')
while len(stops) < 2:
    time.sleep(0.01)
`;
  const stop = () => site.runner.stop();
  const result = await site.run(source, { onRecords: onText(["ready\n", stop]), onStopHandled: stop });
  assert.equal(result.merged, "ready\nhandled\nhandled\n");
  assert.equal(ending(result), "exited 0");
});

test("a signal without a handler ends the process, with the status that a shell tells", async () => {
  const result = await site.run(
    "import signal\nprint('begun')\nsignal.raise_signal(signal.SIGTERM)\nprint('not reached')\n",
  );
  assert.equal(ending(result), "exited 143");
  assert.equal(result.merged, "begun\n");
});

test("KeyboardInterrupt can be caught, and finally clauses run", async () => {
  const source = `import time
try:
    try:
        print('ready')
        time.sleep(1000)
    finally:
        print('finally')
except KeyboardInterrupt:
    print('caught')
`;
  const result = await site.runAndStop(source);
  assert.equal(result.merged, "ready\nfinally\ncaught\n");
  assert.equal(ending(result), "exited 0");
});

test("other threads never see the KeyboardInterrupt", async () => {
  const source = `import threading, time
def work():
    try:
        time.sleep(0.5)
        print('worker goes on')
    except BaseException as error:
        print(repr(error))
threading.Thread(target=work).start()
print('ready')
time.sleep(1000)
`;
  const result = await site.runAndStop(source);
  assert.equal(result.stdout, "ready\nworker goes on\n");
  assert.match(result.stderr, /KeyboardInterrupt\n$/);
  assert.equal(ending(result), "exited 130");
});

test("at the very start of a run", async () => {
  const result = await site.run("while True:\n    pass\n", { onStarted: () => site.runner.stop() });
  assert.match(ending(result), /^(exited 130$|killed 137: Stopped before the program began)/);
});
