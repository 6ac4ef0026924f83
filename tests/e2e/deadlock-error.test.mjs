/** `playground.on_deadlock("raise")`: a deadlock as an exception in the threads that wait. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ending, useRunner } from "./support.mjs";

const site = useRunner();

const HEAD = `import threading
try:
    import playground
except ImportError:
    playground = None
playground.on_deadlock("raise")
`;

async function run(source, more = {}) {
  const result = await site.run(HEAD + source, more);
  assert.deepEqual(result.deadlocks, [], "it is not reported as well");
  return result;
}

test("a lock that its thread holds, twice in one program, and the program goes on", async () => {
  const result = await run(`lock = threading.Lock()
for turn in range(2):
    with lock:
        try:
            lock.acquire()
        except playground.DeadlockError as error:
            print(str(error).splitlines()[1].strip())
            print(error.report["cause"], error.report["threads"][0]["line"])
assert not lock.locked()
with lock:
    print("goes on")
`);
  const told =
    "MainThread waits at program.py:11 for Lock `lock`, which it holds itself since program.py:9.\nself-lock 11\n";
  assert.equal(result.stdout, `${told}${told}goes on\n`, result.stderr);
  assert.equal(ending(result), "exited 0");
});

const CROSSED = `a, b = threading.Lock(), threading.Lock()
met = threading.Barrier(2)
raised = []
def take(first, second):
    try:
        with first:
            met.wait()
            with second:
                pass
    except playground.DeadlockError as error:
        raised.append(error.report["cause"])
threads = [threading.Thread(target=take, args=locks) for locks in ((a, b), (b, a))]
for thread in threads: thread.start()
try:
    for thread in threads: thread.join()
except playground.DeadlockError as error:
    raised.append(error.report["cause"])
for thread in threads: thread.join()
print(raised, a.locked(), b.locked())
`;

for (const gil of [false, true]) {
  test(`every thread that waits raises, always: 20 times${gil ? ", with a global lock" : ""}`, async () => {
    for (let turn = 0; turn < 20; turn++) {
      const result = await run(CROSSED, { gil, record: turn % 2 === 0 });
      assert.equal(result.stdout, "['crossed-locks', 'crossed-locks', 'crossed-locks'] False False\n", result.stderr);
      assert.equal(ending(result), "exited 0");
    }
  });
}

/** Waits of every kind for what never comes, each in a function `wait`. */
const WAITS = {
  rlock: "lock = threading.RLock()\nthreading.Thread(target=lock.acquire).start()\ndef wait(): lock.acquire()",
  semaphore: "def wait(): threading.Semaphore(0).acquire()",
  event: "def wait(): threading.Event().wait()",
  condition: "ready = threading.Condition()\ndef wait():\n    with ready: ready.wait()",
  barrier: "def wait(): threading.Barrier(2).wait()",
  queue: "import queue\ndef wait(): queue.Queue().get()",
  "simple queue": "import queue\ndef wait(): queue.SimpleQueue().get()",
  "tasks of a queue": "import queue\ntasks = queue.Queue()\ntasks.put(1)\ndef wait(): tasks.join()",
  "a future of its own pool":
    "from concurrent.futures import ThreadPoolExecutor\ndef wait():\n    with ThreadPoolExecutor(1) as pool:\n        pool.submit(lambda: pool.submit(int).result()).result()",
  asyncio:
    "import asyncio\nasync def never(): await asyncio.get_running_loop().create_future()\ndef wait(): asyncio.run(never())",
};
for (const [name, source] of Object.entries(WAITS)) {
  test(`raised in a wait: ${name}`, async () => {
    const result = await run(`${source}
try:
    wait()
except playground.DeadlockError as error:
    print("raised")
`);
    assert.equal(result.stdout, "raised\n", result.stderr);
    assert.equal(ending(result), "exited 0");
  });
}

test("a thread that catches nothing prints it, and so does the main one", async () => {
  const result = await run(`never = threading.Event()
thread = threading.Thread(target=never.wait, name="Ada")
thread.start()
never.wait()
`);
  assert.equal(ending(result), "exited 1");
  assert.match(
    result.stderr,
    /Exception in thread Ada:\nTraceback.*\nplayground\.DeadlockError: Stuck: no thread can go on\.\n/s,
  );
  assert.match(result.stderr, /MainThread waits at program\.py:10 for Event `never` to be set\./);
});

test("idle workers of a pool do not raise, and the pool goes on", async () => {
  const result = await run(`from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(2) as pool:
    pool.submit(int).result()
    try:
        threading.Event().wait()
    except playground.DeadlockError:
        print(pool.submit(int, "7").result())
`);
  assert.equal(result.stdout, "7\n", result.stderr);
  assert.equal(result.stderr, "");
});

test("the choice can be taken back, and what is no choice is refused", async () => {
  const source = `import playground, threading
assert playground.on_deadlock("raise") == "report"
assert playground.on_deadlock("report") == "raise"
try:
    playground.on_deadlock("ignore")
except ValueError as error:
    print(error)
threading.Event().wait()
`;
  const result = await site.run(source, { onDeadlock: () => site.runner.kill() });
  assert.equal(result.stdout, "action must be 'raise' or 'report', not 'ignore'\n");
  assert.equal(result.deadlocks.length, 1);
});

test("a Stop is still a Stop", async () => {
  const result = await site.runAndStop(`${HEAD}import time
print("ready")
time.sleep(600)
`);
  assert.equal(ending(result), "exited 130");
});

test("a program's own module of this name takes its place", async () => {
  const files = { "program.py": "import playground\nprint(playground.mine)\n", "playground.py": "mine = 'own'\n" };
  const result = await site.run("", { files });
  assert.equal(result.stdout, "own\n", result.stderr);
});
