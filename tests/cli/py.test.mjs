/** The real command line: each case starts a browser on the built page. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { checkTrace } from "../support/trace.mjs";

const script = fileURLToPath(new URL("../../scripts/py.mjs", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "playground-cli-"));
after(() => rmSync(scratch, { recursive: true }));

/** A started command: `stdout` and `stderr` grow, `said(text)` waits until they contain a text, `ended` is the status. */
function start(args, { source = "", input } = {}) {
  writeFileSync(join(scratch, "program.py"), source);
  const child = spawn(process.execPath, [script, ...args], { cwd: scratch });
  const started = { child, stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"]) {
    child[stream].setEncoding("utf8").on("data", (text) => {
      started[stream] += text;
      child.emit("said");
    });
  }
  if (input !== undefined) child.stdin.end(input);
  started.ended = new Promise((resolve) => child.once("close", (code, signal) => resolve(code ?? signal)));
  started.said = async (text) => {
    while (!(started.stdout + started.stderr).includes(text)) {
      const gone = await Promise.race([new Promise((resolve) => child.once("said", resolve)), started.ended]);
      if (gone !== undefined) throw new Error(`ended with ${gone} before it said ${text}:\n${started.stderr}`);
    }
  };
  return started;
}

async function py(args, options) {
  const started = start(args, { input: "", ...options });
  return { status: await started.ended, stdout: started.stdout, stderr: started.stderr };
}

for (const browser of ["chromium", "firefox"]) {
  test(`arguments, both streams, standard input and the status, in ${browser}`, async () => {
    const source = `import sys
print(sys.argv[1:], repr(sys.stdin.read()))
print('é', file=sys.stderr)
sys.exit(3)
`;
    const result = await py(["--browser", browser, "program.py", "-x", "ü"], { source, input: "one\ntwo" });
    assert.deepEqual(result, { status: 3, stdout: "['-x', 'ü'] 'one\\ntwo'\n", stderr: "é\n" });
  });
}

test("--mount copies folders into the program's tree", async () => {
  for (const [name, text] of [
    ["lib/tools/__init__.py", "name = 'tools'\n"],
    ["data/raw", "abc"],
  ]) {
    mkdirSync(join(scratch, name, ".."), { recursive: true });
    writeFileSync(join(scratch, name), text);
  }
  const source = "import tools\nprint(tools.name, open('/in/raw').read())\n";
  const result = await py(["--mount", "lib=.", "--mount=data=/in", "program.py"], { source });
  assert.deepEqual(result, { status: 0, stdout: "tools abc\n", stderr: "" });
  const missing = await py(["--mount", "none=/in", "program.py"], { source });
  assert.equal(missing.status, 2);
  assert.match(missing.stderr, /^--mount none=\/in: ENOENT/);
});

test("output and input go to and fro while the program runs", async () => {
  const started = start(["program.py"], { source: "while True:\n    print('got', input('? '))\n" });
  await started.said("? ");
  started.child.stdin.write("one\n");
  await started.said("got one\n? ");
  started.child.stdin.end();
  assert.equal(await started.ended, 1);
  assert.match(started.stderr, /EOFError/);
});

test("a program from standard input", async () => {
  const { status, stdout } = await py(["-", "x"], { input: "import sys\nprint(sys.argv[1:], sys.stdin.read() == '')" });
  assert.deepEqual([status, stdout], [0, "['x'] True\n"]);
});

test("a time limit: status 124, and what was printed is there", async () => {
  const source = "import time\nprint('begun')\ntime.sleep(1000)\n";
  const { status, stdout, stderr } = await py(["--timeout", "1", "program.py"], { source });
  assert.deepEqual([status, stdout], [124, "begun\n"]);
  assert.match(stderr, /KeyboardInterrupt\nthreading-playground: it took longer than 1 s and was ended\n$/);
});

test("Ctrl+C is a KeyboardInterrupt", async () => {
  const started = start(["program.py"], { source: "import time\nprint('begun')\ntime.sleep(1000)\n" });
  await started.said("begun");
  started.child.kill("SIGINT");
  assert.equal(await started.ended, 130);
  assert.match(started.stderr, /KeyboardInterrupt\n$/);
});

test("Ctrl+C that the program has handled is done with: a third one, much later, is still for the program", async () => {
  const source = `import time
print('begun')
for turn in range(3):
    try:
        time.sleep(1000)
    except KeyboardInterrupt:
        time.sleep(5.5)
        print('handled', turn)
`;
  const started = start(["program.py"], { source });
  for (const text of ["begun", "handled 0", "handled 1"]) {
    await started.said(text);
    started.child.kill("SIGINT");
  }
  assert.equal(await started.ended, 0);
  assert.equal(started.stdout, "begun\nhandled 0\nhandled 1\nhandled 2\n");
});

test("a reader that goes away", async () => {
  const started = start(["program.py"], { source: "while True:\n    print('line')\n", input: "" });
  await started.said("line");
  started.child.stdout.destroy();
  assert.equal(await started.ended, 141);
});

test("a batch: one line of JSON each, in one browser", async () => {
  writeFileSync(join(scratch, "loud.py"), "import sys\nprint('out')\nprint('err', file=sys.stderr)\nprint('out')\n");
  writeFileSync(join(scratch, "slow.py"), "import time\ntime.sleep(1000)\n");
  const { status, stdout } = await py(["--timeout", "2", "--batch", "loud.py", "slow.py", "loud.py"]);
  const lines = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.equal(status, 1);
  assert.deepEqual(
    lines.map((line) => [line.file, line.status]),
    [
      ["loud.py", 0],
      ["slow.py", 124],
      ["loud.py", 0],
    ],
  );
  const { stdout: out, stderr, merged, ms } = lines[2];
  assert.deepEqual([out, stderr, merged], ["out\nout\n", "err\n", "out\nerr\nout\n"]);
  assert.equal(Number.isInteger(ms), true);
});

const STUCK = `import threading
lock = threading.Lock()
with lock:
    print("in")
    lock.acquire()
`;

test("--explain says why no thread can go on, and ends the program with status 3", async () => {
  const { status, stdout, stderr } = await py(["--explain", "program.py"], { source: STUCK });
  assert.equal(status, 3);
  assert.equal(stdout, "in\n");
  assert.equal(
    stderr,
    `Deadlock: MainThread waits for a lock that it holds itself.
  MainThread waits at program.py:5 for Lock \`lock\`, which it holds itself since program.py:3.
A Lock cannot be acquired twice by its thread: release it before, or make it an RLock.
`,
  );
});

test("--explain leaves a program that goes on as it is, also in a batch", async () => {
  writeFileSync(join(scratch, "stuck.py"), STUCK);
  const source = "import sys\nsys.exit(5)\n";
  assert.equal((await py(["--explain", "program.py"], { source })).status, 5);
  const { status, stdout } = await py(["--explain", "--batch", "program.py", "stuck.py"], { source });
  assert.equal(status, 1);
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ status, reason }) => [status, reason]),
    [
      [5, "exited"],
      [3, "deadlock"],
    ],
  );
});

const CROSSED = `import threading
fork, knife = threading.Lock(), threading.Lock()
def eat(first, second):
    with first:
        with second:
            pass
for name, locks in (("Ada", (fork, knife)), ("Grace", (knife, fork))):
    thread = threading.Thread(target=eat, args=locks, name=name)
    thread.start()
    thread.join()
threading.Thread(target=threading.Event().wait, args=(600,), name="late", daemon=True).start()
`;

test("--explain notes locks in both orders and threads that the end cut off", async () => {
  const { status, stderr } = await py(["--explain", "program.py"], { source: CROSSED });
  assert.equal(status, 0);
  const [title, ada, grace, advice, cut, why, ...rest] = stderr.split("\n");
  assert.equal(title, "Two locks were acquired in both orders: another run can deadlock.");
  assert.match(ada, /^ {2}Ada acquired .* at program\.py:4, and while it held it, .* at program\.py:5\.$/);
  assert.match(grace, /^ {2}Grace acquired .* at program\.py:4, /);
  assert.equal(advice, "Acquire the two locks in the same order everywhere.");
  assert.equal(cut, "late was still running when the program ended.");
  assert.equal(why, "  The program does not wait for a daemon thread: its end cut this one off.");
  assert.deepEqual(rest, [""]);
  const { stdout } = await py(["--explain", "--json", "program.py"], { source: CROSSED });
  assert.equal(JSON.parse(stdout).notes.length, 2);
  const plain = await py(["program.py"], { source: CROSSED });
  assert.equal(plain.stderr, "", "without it nothing is noted");
});

test("--trace writes what the threads did", async () => {
  const source = `import threading
lock = threading.Lock()
def work():
    with lock: pass
with lock:
    thread = threading.Thread(target=work, name="worker")
    thread.start()
thread.join()
`;
  const { status, stderr } = await py(["--trace", "out.json", "program.py"], { source });
  assert.equal(status, 0, stderr);
  const trace = JSON.parse(readFileSync(join(scratch, "out.json"), "utf8"));
  checkTrace(trace);
  const waits = trace.traceEvents.filter(({ cat }) => cat === "wait").map(({ tid, name }) => `${tid} ${name}`);
  assert.ok(waits.includes("2 Lock.acquire lock") && waits.includes("1 Thread.join worker"), waits.join());
});
