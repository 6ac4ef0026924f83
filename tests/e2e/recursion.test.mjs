/** Endless recursion, in Python and inside the interpreter: an exception or a reported crash, never a hang. */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { ending, useRunner } from "./support.mjs";

const site = useRunner();
afterEach(() => site.checkNextRun());

const FUNCTION = "def descend(n):\n    return descend(n + 1)\n";
const THREAD =
  "import threading\nthread = threading.Thread(target=work)\nthread.start()\nthread.join()\nprint('main goes on')\n";

test("a function that calls itself: RecursionError in the main thread", async () => {
  const result = await site.run(`${FUNCTION}descend(0)\n`);
  assert.equal(ending(result), "exited 1");
  assert.match(result.stderr, /^Traceback \(most recent call last\):\n {2}File "program\.py", line 3, in <module>\n/);
  assert.match(result.stderr, /\n {2}\[Previous line repeated 9\d\d more times\]\n/);
  assert.equal(result.stderr.split("\n").at(-2), "RecursionError: maximum recursion depth exceeded");
});

test("a function that calls itself: RecursionError in another thread, which alone ends", async () => {
  const result = await site.run(`${FUNCTION}def work():\n    descend(0)\n${THREAD}`);
  assert.equal(ending(result), "exited 0");
  assert.equal(result.stdout, "main goes on\n");
  assert.match(result.stderr, /^Exception in thread Thread-1 \(work\):\n/);
  assert.equal(result.stderr.split("\n").at(-2), "RecursionError: maximum recursion depth exceeded");
});

test("RecursionError can be caught, as often as one likes", async () => {
  const source = `${FUNCTION}for _ in range(20):
    try:
        descend(0)
    except RecursionError as error:
        message = str(error)
print(message)
`;
  const result = await site.run(source);
  assert.equal(result.merged, "maximum recursion depth exceeded\n");
  assert.equal(ending(result), "exited 0");
});

test("ten threads recurse at the same time", async () => {
  const source = `import threading
${FUNCTION}caught = []
def work():
    try:
        descend(0)
    except RecursionError:
        caught.append(1)
threads = [threading.Thread(target=work) for _ in range(10)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(caught))
`;
  const result = await site.run(source);
  assert.equal(result.merged, "10\n");
  assert.equal(ending(result), "exited 0");
});

/** Each statement recurses inside the interpreter, not in Python. */
const DEEP = {
  "repr of nested lists": "deep = []\n    for _ in range(1000000):\n        deep = [deep]\n    repr(deep)",
  "comparing nested tuples":
    "one, two = (), ()\n    for _ in range(1000000):\n        one, two = (one,), (two,)\n    one == two",
  "nested brackets in eval": "eval('[' * 100000 + ']' * 100000)",
  "a long chain of signs in eval": "eval('-' * 100000 + '1')",
  "methods that call each other": `class Deep:
        def __repr__(self):
            return repr(self)
    repr(Deep())`,
};
const ENDS =
  /(^|\n)(RecursionError: maximum recursion depth exceeded|MemoryError|SyntaxError: too many nested parentheses)/;

/** Checks for either the exception, which ends only its thread, or a crash with its reason. */
function check(result, statusOfException) {
  if (result.reason === "crashed") {
    assert.equal(result.status, 134);
    assert.match(result.message, /stack overflow/);
    return;
  }
  assert.equal(ending(result), `exited ${statusOfException}`);
  assert.match(result.stderr, ENDS);
}

for (const [name, body] of Object.entries(DEEP)) {
  test(`${name}, in the main thread`, async () => {
    check(await site.run(`def work():\n    ${body}\nprint('begun')\nwork()\n`), 1);
  });

  test(`${name}, in another thread`, async () => {
    const result = await site.run(`def work():\n    ${body}\n${THREAD}`);
    check(result, 0);
    if (result.reason === "exited") assert.equal(result.stdout, "main goes on\n");
  });
}

for (const depth of [150, 1_000, 100_000]) {
  test(`a source of ${depth} nested brackets`, async () => {
    const result = await site.run(`print(len(${"[".repeat(depth)}${"]".repeat(depth)}))\n`);
    if (depth === 150) assert.deepEqual([ending(result), result.merged], ["exited 0", "1\n"]);
    else check(result, 1);
  });
}

test("a crash keeps what was printed before it", async () => {
  const body = DEEP["repr of nested lists"];
  const result = await site.run(`def work():\n    ${body}\nprint('begun')\nwork()\n`);
  assert.equal(result.stdout, "begun\n");
});
