/** Programs with errors or excessive demands: how they end, and that the next run works in the same page. */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { ending, normalised, onText, useRunner } from "./support.mjs";

const site = useRunner();
afterEach(() => site.checkNextRun());

test("a syntax error in Python 3: the line, and status 1", async () => {
  const result = await site.run("import threading\nprint('never')\nx = = 2\n");
  assert.equal(ending(result), "exited 1");
  assert.equal(result.dialect, "python3");
  assert.equal(result.stdout, "");
  assert.match(
    result.stderr,
    /^ {2}File "program\.py", line 3\n {4}x = = 2\n {4} *\^+\nSyntaxError: invalid syntax\n$/,
  );
});

test("a syntax error in Python 2: the line as it was written, and status 1", async () => {
  const result = await site.run("print 'never'\nprint 'a', 'b'\nprint 'unfinished\n");
  assert.equal(ending(result), "exited 1");
  assert.equal(result.dialect, "python2");
  assert.equal(result.stdout, "");
  assert.match(
    result.stderr,
    /^ {2}File "program\.py", line 3\n {4}print 'unfinished\n {4} *\^+\nSyntaxError: unterminated string literal/,
  );
});

test("a block that is not indented", async () => {
  const result = await site.run("for i in range(3):\nprint(i)\n");
  assert.equal(ending(result), "exited 1");
  assert.match(
    result.stderr,
    /^ {2}File "program\.py", line 2\n {4}print\(i\)\n(?: +\^+\n)?IndentationError: expected an indented block/,
  );
});

test("a program that is empty, and one that is not text", async () => {
  assert.equal(ending(await site.run("")), "exited 0");
  const result = await site.run("\0\u0001\ud83d\ude00 = 1\n");
  assert.equal(ending(result), "exited 1");
  assert.match(result.stderr, /SyntaxError: /);
});

test("SystemExit in a thread is silent and ends that thread only", async () => {
  const result = await site.run(`import sys, threading
def leave():
    raise SystemExit(5)
threads = [threading.Thread(target=leave), threading.Thread(target=sys.exit, args=('bye',))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print('the main thread goes on')
`);
  assert.equal(result.merged, "the main thread goes on\n");
  assert.equal(ending(result), "exited 0");
});

test("an uncaught exception ends one thread; the others go on", async () => {
  const result = await site.run(`import threading
failed = threading.Event()
def fail():
    {}['missing']
def go_on():
    failed.wait()
    print('the other thread goes on')
other = threading.Thread(target=go_on)
other.start()
thread = threading.Thread(target=fail, name='unlucky')
thread.start()
thread.join()
failed.set()
other.join()
print(thread.is_alive())
`);
  assert.equal(result.stdout, "the other thread goes on\nFalse\n");
  assert.equal(
    normalised(result.stderr).replace(/^ +[~^]+\n/gm, ""),
    `Exception in thread unlucky:
Traceback (most recent call last):
  File "<threading>", line N, in _bootstrap_inner
  File "<threading>", line N, in run
  File "program.py", line 4, in fail
    {}['missing']
KeyError: 'missing'
`,
  );
  assert.equal(ending(result), "exited 0");
});

test("200 threads at once", async () => {
  const source = `import threading
everybody = threading.Barrier(201)
def work(results, number):
    everybody.wait()
    results.append(number)
results = []
threads = [threading.Thread(target=work, args=(results, number)) for number in range(200)]
for thread in threads:
    thread.start()
print(threading.active_count())
everybody.wait()
for thread in threads:
    thread.join()
print(sorted(results) == list(range(200)), threading.active_count())
`;
  const result = await site.run(source, { timeoutMs: 60_000 });
  assert.equal(result.merged, "201\nTrue 1\n");
  assert.equal(ending(result), "exited 0");
  assert.equal(result.threads, 201);
  console.log(`# 200 threads: ${Math.round(result.ms)} ms`);
});

test("os._exit ends the process at once, from any thread", async () => {
  const never = "finally:\n    print('never')\n";
  const fromMain = await site.run(`import os, threading, time
threading.Thread(target=time.sleep, args=(1000,)).start()
print('before')
try:
    os._exit(7)
${never}`);
  assert.equal(ending(fromMain), "exited 7");
  assert.equal(fromMain.merged, "before\n");
  const fromThread = await site.run(`import os, threading, time
threading.Thread(target=os._exit, args=(300,)).start()
try:
    time.sleep(1000)
${never}`);
  assert.equal(ending(fromThread), `exited ${300 & 0xff}`);
  assert.equal(fromThread.merged, "");
});

test("standard input that was given is read to its end", async () => {
  const source =
    "import sys\nprint(repr(input()), repr(sys.stdin.readline()), repr(sys.stdin.read()))\nprint(repr(sys.stdin.read()))\n";
  const result = await site.run(source, { stdin: "first\nsecond é\nthird\nand the last" });
  assert.equal(result.merged, `'first' 'second é\\n' 'third\\nand the last'\n''\n`);
  const long = "0123456789abcdef".repeat(40_000);
  const counted = await site.run("import sys\ntext = sys.stdin.read()\nprint(len(text), text == text[:16] * 40000)\n", {
    stdin: long,
  });
  assert.equal(counted.merged, "640000 True\n");
  const ended = await site.run("input()\n", { stdin: "" });
  assert.equal(ending(ended), "exited 1");
  assert.match(ended.stderr, /\nEOFError: EOF when reading a line\n$/);
});

test("input() while the program runs, in two threads one after the other", async () => {
  const { runner } = site;
  const wanted = new Set();
  const source = `import threading
def ask():
    print('thread got', repr(input('thread? ')))
print('main got', repr(input('main? ')))
thread = threading.Thread(target=ask)
thread.start()
thread.join()
try:
    input('more? ')
except EOFError:
    print('end of file')
`;
  const result = await site.run(source, {
    interactive: true,
    onInputWanted: (threadName) => wanted.add(threadName),
    onRecords: onText(
      ["main? ", () => runner.sendInput("one\n")],
      ["thread? ", () => runner.sendInput("zwei ü\n")],
      ["more? ", () => runner.closeInput()],
    ),
  });
  assert.equal(result.stdout, "main? main got 'one'\nthread? thread got 'zwei ü'\nmore? end of file\n");
  assert.equal(ending(result), "exited 0");
  assert.deepEqual([...wanted], ["MainThread", "Thread-1 (ask)"], "the page was told who waits");
});
