/** A short test of the same engine in Firefox, and of the page's dock. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { launchBrowser } from "../../scripts/lib/browser.mjs";
import { startServer } from "../../scripts/lib/server.mjs";
import { builtFolder, ending, example, examples, median, onText, useRunner, withoutLastNewline } from "./support.mjs";

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

test("a recorded run: who waited where, for what, until when", async () => {
  const source = `import threading, time
lock = threading.Lock()
def other():
    with lock:
        print("mine")
lock.acquire()
thread = threading.Thread(target=other, name="other")
thread.start()
time.sleep(0.2)
lock.release()
thread.join()
`;
  const { events, summary, ...result } = await site.run(source, { record: true });
  assert.equal(ending(result), "exited 0");
  const about = events.filter(
    ({ thread, name, kind, line }) => thread === 2 && (name === "lock" || (kind === "acquired" && line === 4)),
  );
  assert.deepEqual(
    about.map(({ kind, line, what }) => [kind, line, what]),
    [
      ["blocked", 4, "Lock.acquire"],
      ["acquired", 4, undefined],
    ],
  );
  assert.deepEqual(
    summary.threads.map(({ name }) => name),
    ["MainThread", "other"],
  );
  assert.equal(summary.lost, 0);
});

test("a deadlock is explained, or raised where the program requests it", async () => {
  const source = "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()\n";
  const { deadlocks } = await site.run(source, { onDeadlock: () => site.runner.kill() });
  assert.equal(deadlocks[0].cause, "self-lock");
  assert.match(
    deadlocks[0].text,
    /MainThread waits at program\.py:4 for Lock `lock`, which it holds itself since program\.py:3/,
  );
  const raised = await site.run(`import playground\nplayground.on_deadlock("raise")\n${source}`);
  assert.equal(ending(raised), "exited 1");
  assert.match(raised.stderr, /playground\.DeadlockError: Deadlock: MainThread waits/);
});

test("a question about source, with the words of a run", async () => {
  const { answer } = await site.runner.ask("syntax", { file: "program.py", source: "x = (", dialect: "auto" });
  assert.equal(answer, (await site.run("x = (")).stderr);
});

test("the page's dock: the timeline draws, and the problems explain", async () => {
  const server = await startServer({ folder: builtFolder });
  const browser = await launchBrowser("firefox");
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    await page.goto(`${server.url}#own`);
    await page.waitForSelector("#editor .cm-content");
    await page.waitForSelector('#status[data-state="idle"]', { timeout: 120_000 });
    await page.click("#editor .cm-content");
    await page.keyboard.down("Control");
    await page.keyboard.press("a");
    await page.keyboard.up("Control");
    await page.keyboard.type("import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()");
    await page.click("#run");
    await page.waitForSelector('#dock-problems .problem-item[data-kind="deadlock"]');
    const said = await page.$eval("#dock-problems", (panel) => panel.textContent);
    assert.match(said, /which it holds itself since program\.py:3/);
    await page.click("#dock-tab-timeline");
    await page.waitForSelector("#dock-timeline canvas");
    await page.waitForFunction(() => Number(document.querySelector("#dock-timeline canvas").dataset.drawn) > 0);
    await page.click("#stop");
    await page.waitForSelector('#status[data-state="exited"]');
  } finally {
    await browser.close();
    await server.close();
  }
});
