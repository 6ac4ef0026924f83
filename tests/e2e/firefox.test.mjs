/** A short test of the same engine in Firefox. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ending, example, examples, median, onText, useRunner, withoutLastNewline } from "./support.mjs";

const site = useRunner({ browser: "firefox" });

for (const { file, out } of examples().slice(0, 5)) {
  test(`${file} prints what is documented`, async () => {
    const taken = [];
    for (let time = 1; time <= 3; time++) {
      const result = await site.run(example(file));
      assert.equal(withoutLastNewline(result.merged), withoutLastNewline(example(out)));
      assert.equal(ending(result), "exited 0");
      taken.push(result.ms);
    }
    const usual = median(taken);
    if (file === "threading_daemon_join.py") assert.ok(usual >= 2_000, `${usual} ms`);
    if (file === "threading_daemon_join_timeout.py") assert.ok(usual >= 1_000 && usual < 2_000, `${usual} ms`);
  });
}

for (const [name, wait] of Object.entries({ "a busy loop": "while True:\n    pass", "a sleep": "time.sleep(1000)" })) {
  test(`Stop in ${name}`, async () => {
    const result = await site.runAndStop(`import time\nprint('ready')\n${wait}\n`);
    assert.equal(ending(result), "exited 130");
    assert.equal(result.stdout, "ready\n");
    assert.match(result.stderr, /^Traceback .*\nKeyboardInterrupt\n$/s);
    await site.checkNextRun();
  });
}

test("50 threads at once", async () => {
  const source = `import threading
everybody = threading.Barrier(51)
threads = [threading.Thread(target=everybody.wait) for _ in range(50)]
for thread in threads:
    thread.start()
print(threading.active_count())
everybody.wait()
for thread in threads:
    thread.join()
print(threading.active_count())
`;
  const result = await site.run(source);
  assert.equal(result.merged, "51\n1\n");
  assert.equal(ending(result), "exited 0");
  console.log(`# Firefox: loaded in ${Math.round(site.runner.loadMs)} ms, 50 threads in ${Math.round(result.ms)} ms`);
});

test("recursion without end, in Python and in the interpreter", async () => {
  const python = await site.run("def f():\n    f()\nf()\n");
  assert.equal(ending(python), "exited 1");
  assert.match(python.stderr, /\nRecursionError: maximum recursion depth exceeded\n$/);
  const deep = await site.run("deep = []\nfor _ in range(100000):\n    deep = [deep]\nprint('begun')\nrepr(deep)\n");
  assert.match(ending(deep), /^(crashed 134: .*stack overflow|exited 1$)/);
  assert.equal(deep.stdout, "begun\n");
  await site.checkNextRun();
});

test("input() while the program runs", async () => {
  const { runner } = site;
  const result = await site.run("print('got', input('? '))\nprint('got', input('! '))\n", {
    interactive: true,
    onRecords: onText(["? ", () => runner.sendInput("één\n")], ["! ", () => runner.sendInput("two\n")]),
  });
  assert.equal(result.merged, "? got één\n! got two\n");
  assert.equal(ending(result), "exited 0");
});
