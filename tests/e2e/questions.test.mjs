/** What the page asks about source that a reader edits, on the real interpreter. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ending, example, useRunner } from "./support.mjs";

const site = useRunner();

async function syntax(source, more = {}) {
  const { answer } = await site.runner.ask("syntax", { file: "program.py", source, dialect: "auto", ...more });
  return answer;
}

/** Sources that a run cannot read, each with its dialect. */
const WRONG = {
  "no end of a bracket": ["x = 1\nprint((1, 2)\n"],
  "no colon": ["def f()\n    pass\n"],
  indentation: ["if True:\npass\n"],
  "what only the compiler finds": ["return 1\n"],
  "a text without an end": ["x = 'abc\n"],
  "two stars": ["def f(**a, *b): pass\n"],
  "Python 2 in Python 3": ["print 'a'\n", "python3"],
  "wrong in Python 2 too": ["print 'a'\ndef f(:\n    print 'b'\n", "auto"],
  "said to be Python 2": ["print 'a',\nx = (\n", "python2"],
  "a mark of UTF-8, and letters of two units": ["\ufeffname = '𝒳é' +\n"],
  "brackets in brackets": ["(".repeat(5_000) + ")".repeat(5_000)],
};

for (const [name, [source, dialect = "auto"]] of Object.entries(WRONG)) {
  test(`the same words as a run: ${name}`, async () => {
    const result = await site.run(source, { dialect });
    assert.equal(ending(result), "exited 1");
    assert.equal(await syntax(source, { dialect }), result.stderr);
  });
}

test("nothing is wrong with what a run can read: the documented programs, in either dialect", async () => {
  for (const name of ["threading_simple.py", "threading_daemon_join.py", "lock_counter.py"]) {
    assert.equal(await syntax(example(name)), "", name);
  }
  assert.equal(await syntax("print 'a'\n"), "");
  assert.equal(await syntax(""), "");
  assert.equal(await syntax("x = 'a\ud800'\n"), "", "half a character, which the editor may hold for a moment");
});

test("a module of a program in Python 2 is Python 2", async () => {
  const source = "print 1\nprint 2 if x else 3\n";
  assert.equal(await syntax(source, { file: "helper.py", main: "print 'a'\nimport helper\n" }), "");
  const module = "exec 'x = 1'\n";
  assert.equal(await syntax(module, { file: "helper.py", main: "print 'a'\n", dialect: "auto" }), "");
});

test("the program's code is not run", async () => {
  assert.equal(await syntax("import sys\nsys.modules.clear()\nwhile True: pass\n"), "");
  assert.match(await syntax("x = ("), /SyntaxError/);
});

test("a hundred checks need no more memory", async () => {
  const source = (n) =>
    `${example("threading_simple.py")}\nname_${n} = [${"1, ".repeat(2_000)}]\n${n % 2 ? "def f(:\n" : ""}`;
  const ask = (n) => site.runner.ask("syntax", { file: "program.py", source: source(n), dialect: "auto" });
  for (let n = 0; n < 10; n++) await ask(n);
  const { memoryBytes: before } = await ask(10);
  let after;
  for (let n = 0; n < 100; n++) after = await ask(n + 11);
  assert.ok(before > 0);
  assert.equal(after.memoryBytes, before);
});

test("source that is huge or nested without end is answered, or not, and the next question is", async () => {
  const huge = "x = 1\n".repeat(100_000);
  const nested = `${"[".repeat(100_000)}`;
  const sum = `x = ${"1 + ".repeat(20_000)}1\n`;
  const deep = Array.from({ length: 120 }, (_, depth) => `${" ".repeat(depth)}if x:`).join("\n");
  for (const source of [huge, nested, sum, deep]) await syntax(source).catch(() => {});
  assert.match(await syntax("x = ("), /SyntaxError/);
  site.takePageErrors();
  await site.checkNextRun();
});

test("a run waits for no question, and a question for the end of a run", async () => {
  const asked = Promise.all(Array.from({ length: 5 }, () => syntax("x = 1\n".repeat(20_000))));
  const order = [];
  const running = site.run("print('ran')\n").then((result) => {
    order.push("run");
    return result;
  });
  const late = syntax("x = (").then((answer) => {
    order.push("question");
    return answer;
  });
  assert.equal((await running).stdout, "ran\n");
  assert.match(await late, /SyntaxError/);
  assert.deepEqual(order, ["run", "question"]);
  await asked;
});

const PROGRAM = `import queue, threading
from concurrent.futures import ThreadPoolExecutor
import helper
tasks = queue.Queue()
class Worker(threading.Thread):
    """Does the work."""
    def __init__(self, tasks, *, name="worker"):
        super().__init__(name=name)
        self.lock = threading.RLock()
        self.gate = threading.Event()
    def run(self):
        self.
raise SystemExit("the program ran")
`;
const HELPER = 'import threading\nstart = threading.Event()\ndef help(first, second=2):\n    """Helps."""\n';
const place = { file: "program.py", files: { "program.py": PROGRAM, "helper.py": HELPER }, dialect: "auto" };
const members = async (expression, line = 12, more = {}) => {
  const { answer } = await site.runner.ask("members", { ...place, line, expression, ...more });
  return answer;
};
const labels = async (...about) => (await members(...about)).map(({ label }) => label);
const signature = async (expression, line = 14) =>
  (await site.runner.ask("signature", { ...place, line, expression })).answer;

test("attributes of modules, classes and what they make", async () => {
  const threading = await members("threading");
  const thread = threading.find(({ label }) => label === "Thread");
  assert.equal(thread.type, "class");
  assert.match(thread.about, /thread of control/);
  assert.deepEqual(thread.parameters.slice(0, 2), ["group=None", "target=None"]);
  assert.ok(!threading.some(({ label }) => label.startsWith("_")));
  assert.ok((await labels("threading", 12, { prefix: "_" })).includes("_shutdown"));
  const queue = await members("tasks");
  assert.deepEqual(queue.find(({ label }) => label === "put").parameters, ["item", "block=True", "timeout=None"]);
  for (const [expression, name] of [
    ["queue.Queue()", "task_done"],
    ["threading.Thread", "start"],
    ["'text'", "join"],
    ["ThreadPoolExecutor(2)", "submit"],
    ["helper", "help"],
    ["helper.start", "set"],
    ["self", "gate"],
    ["self", "is_alive"],
    ["self.lock", "acquire"],
    ["self.gate", "wait"],
  ]) {
    assert.ok((await labels(expression)).includes(name), `${expression}.${name}`);
  }
  assert.deepEqual(await labels("unknown"), []);
  assert.deepEqual(await labels("tasks.get()"), [], "nobody knows without running");
});

test("what a call takes", async () => {
  assert.ok((await signature("threading.Thread")).parameters.includes("target=None"));
  assert.deepEqual(await signature("Worker"), {
    label: "Worker",
    type: "class",
    parameters: ["tasks", "*", "name='worker'"],
    about: "Does the work.",
  });
  assert.deepEqual((await signature("helper.help")).parameters, ["first", "second=2"]);
  assert.deepEqual((await signature("tasks.put")).parameters, ["item", "block=True", "timeout=None"]);
  assert.equal(await signature("unknown"), null);
});

test("modules to import, what they have, and the names at a line", async () => {
  const { answer: modules } = await site.runner.ask("modules", { files: place.files });
  const names = modules.map(({ label }) => label);
  for (const name of ["threading", "queue", "helper", "asyncio"]) assert.ok(names.includes(name), name);
  for (const name of ["tkinter", "idlelib", "this", "_thread"]) assert.ok(!names.includes(name), name);
  const { answer: offered } = await site.runner.ask("members", { ...place, line: 2, module: "concurrent.futures" });
  assert.ok(offered.some(({ label, about }) => label === "as_completed" && about));
  const { answer: known } = await site.runner.ask("names", { ...place, line: 12 });
  const pool = known.find(({ label }) => label === "ThreadPoolExecutor");
  assert.ok(pool.parameters[0].startsWith("max_workers"));
});

test("only modules of the standard library are imported, and not those that do something", async () => {
  const files = {
    "program.py": "import this, antigravity, mine\nthis.\n",
    "mine.py": "raise SystemExit('mine ran')\nx = 1\n",
  };
  for (const [expression, expected] of [
    ["this", []],
    ["antigravity", []],
    ["mine", ["x"]],
  ]) {
    assert.deepEqual(await labels(expression, 2, { files }), expected, expression);
  }
});

test("a name that leads back to itself, and a thousand that lead on", async () => {
  const circle = "a = b\nb = a\nc = c.d\n";
  assert.deepEqual(await labels("a", 3, { files: { "program.py": circle } }), []);
  const lines = Array.from({ length: 40 }, (_, n) => `x${n} = x${n + 1}\nx${n} = x${n + 1}.y\n`);
  assert.deepEqual(await labels("x0", 1, { files: { "program.py": lines.join("") } }), []);
});
