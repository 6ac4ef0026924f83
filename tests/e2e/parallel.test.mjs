/** The module `parallel`: Python calls on the rayon pool. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ending, onText, useRunner } from "./support.mjs";

const site = useRunner();

async function printed(source) {
  const result = await site.run(`import parallel, threading\n${source}`);
  assert.equal(ending(result), "exited 0", result.stderr);
  return result.stdout.trimEnd().split("\n");
}

test("its workers come when a program first asks for the pool, and no more of them later", async () => {
  const counts = [];
  const count = () => {
    counts.push(site.runner.page.workers().length);
    site.runner.sendInput("\n");
  };
  const source = `import parallel
for moment in range(3):
    print("count")
    input()
    parallel.map(int, [1, 2])
print(parallel.cores())
`;
  const onRecords = onText(["count\n", count], ["count\n", count], ["count\n", count]);
  const result = await site.run(source, { interactive: true, onRecords });
  assert.equal(ending(result), "exited 0", result.stderr);
  const cores = Number(result.stdout.trim().split("\n").at(-1));
  const [before, during, later] = counts;
  // One worker for each core, and the one that starts them.
  assert.deepEqual([during - before, later - before], [cores + 1, cores + 1]);
});

test("results come in the order of the items, from any iterable and any thread", async () => {
  const source = `
print(parallel.map(lambda n: n * n, (n for n in range(1000))) == [n * n for n in range(1000)])
print(parallel.map(len, []))
thread = threading.Thread(target=lambda: print(parallel.map(str, [3, 4])))
thread.start()
thread.join()
`;
  assert.deepEqual(await printed(source), ["True", "[]", "['3', '4']"]);
});

test("the calls run at the same time, on threads of the pool", async () => {
  const source = `
cores = parallel.cores()
# Nobody passes it alone.
everyone = threading.Barrier(cores)
def meet(_):
    everyone.wait(20)
    return threading.get_ident()
idents = set(parallel.map(meet, range(cores)))
print(len(idents) == cores, threading.get_ident() in idents, threading.active_count())
`;
  assert.deepEqual(await printed(source), ["True False 1"]);
});

test("the first item that raised raises in the caller, with the traceback of its call; the pool goes on", async () => {
  const source = `
import traceback
def check(n):
    if n % 7 == 6:
        raise ValueError(n)
    return n
try:
    parallel.map(check, range(100))
except ValueError as error:
    print(error, [frame.name for frame in traceback.extract_tb(error.__traceback__)][-1])
print(parallel.map(check, range(6)))
for arguments in (1, [1]), (check, 1):
    try:
        parallel.map(*arguments)
    except TypeError as error:
        print(error)
`;
  assert.deepEqual(await printed(source), [
    "6 check",
    "[0, 1, 2, 3, 4, 5]",
    "'int' object is not callable",
    "'int' object is not iterable",
  ]);
});

test("the first in order raises, also where a later one has raised before it begins", async () => {
  const source = `
import threading
def check(n):
    if n == 0:
        later.wait()
    elif n == 1:
        raise ValueError("first in order")
    elif n == 99:
        later.set()
        raise ValueError("first in time")
raised = set()
for _ in range(30):
    later = threading.Event()
    try:
        parallel.map(check, range(100))
    except ValueError as error:
        raised.add(str(error))
print(raised)
`;
  assert.deepEqual(await printed(source), ["{'first in order'}"]);
});

test("map inside of map: as many as one likes, in order", async () => {
  const source = `
print(parallel.map(lambda n: sum(parallel.map(lambda m: m * n, range(10))), range(20)) == [45 * n for n in range(20)])
`;
  assert.deepEqual(await printed(source), ["True"]);
});

test("Stop ends a map, and what has not begun is left out", async () => {
  const result = await site.runAndStop(`import parallel, threading
begun = []
lock = threading.Lock()
def call(n):
    with lock:
        begun.append(n)
        if len(begun) == 1:
            print("ready")
    threading.Event().wait(0.05)
try:
    parallel.map(call, range(10_000))
except KeyboardInterrupt:
    print(0 < len(begun) < 10_000)
`);
  assert.equal(result.stdout, "ready\nTrue\n", result.stderr);
  assert.equal(ending(result), "exited 0");
});

test("a call prints at once, asks for input and starts threads, as anywhere", async () => {
  const answer = () => site.runner.sendInput("Ada\n");
  const source = `import parallel, threading
def call(n):
    if n:
        return n
    print("who?")
    name = input()
    go_on = threading.Event()
    threads = [threading.Thread(target=go_on.wait) for _ in range(8)]
    for thread in threads:
        thread.start()
    alive = threading.active_count()
    go_on.set()
    for thread in threads:
        thread.join()
    return name, alive
print(parallel.map(call, range(3)))
`;
  const result = await site.run(source, { interactive: true, onRecords: onText(["who?\n", answer]) });
  // The main thread, the eight threads, and the thread of the pool that read the number.
  assert.match(result.stdout, /^who\?\n\[\('Ada', (9|10)\), 1, 2\]\n$/, result.stderr);
  assert.equal(ending(result), "exited 0");
});

test("os._exit in a call ends the process", async () => {
  const result = await site.run(`import os, parallel
parallel.map(lambda n: os._exit(3), [1, 2])
`);
  assert.equal(ending(result), "exited 3", result.stderr);
});

test("a crash in a call ends the process as anywhere, and the page goes on", async () => {
  const source = `import parallel
print("begun", flush=True)
large = 1 << 2_800_000_000
# There is no room for so many sums, and that ends the process: when this is an error in Python, something else must do.
parallel.map(large.__add__, [1] * 3)
print("not reached")
`;
  const result = await site.run(source);
  assert.match(ending(result), /^crashed 134: .*out of memory/s);
  // The browser's console has the panic too.
  for (const text of site.takePageErrors()) assert.match(text, /out of memory/);
  assert.equal(result.stdout, "begun\n");
  await site.checkNextRun();
});
