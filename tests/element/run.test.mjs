/** The element's interface for scripts, on the real runtime: results, events, errors, and the end of the workers. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ISOLATION_HEADERS } from "../../scripts/lib/server.mjs";
import { block, example, inState, openDocs, page, part, run, shown } from "./harness.mjs";

const HELLO = `import threading

def greet(name):
    print("hello from", name)

threads = [threading.Thread(target=greet, args=(n,), name=n) for n in ("Ada", "Grace")]
for thread in threads:
    thread.start()
    thread.join()
print("no newline at the end", end="")
`;
const FILES = `import helper, sys
print(helper.WORD, open("words.txt").read().strip(), sys.argv[1:], input())
`;
const FAULTS = `import sys, threading
print("\\x1b[31mred\\x1b[0m plain")
print("<b>bold?</b>", file=sys.stderr)
def fail():
    raise ValueError("<module> & co")
thread = threading.Thread(target=fail)
thread.start()
thread.join()
sys.exit(3)
`;

let docs;
let opened;
before(async () => {
  docs = await openDocs(
    {
      "index.html": page(
        [
          example(HELLO),
          example(FILES, {
            attributes: `file="two.py" files="files/helper.py files/words.txt" argv="one 'two three'" stdin="typed\n"`,
          }),
          example(FAULTS, { attributes: 'file="faults.py"' }),
          example("print('on')\nwhile True:\n    pass\n", { attributes: 'file="forever.py"' }),
          example("print(1)\n", { attributes: 'files="files/none.py"' }),
        ].join("\n"),
      ),
      "files/helper.py": "WORD = 'helped'\n",
      "files/words.txt": "words\n",
    },
    { headers: ISOLATION_HEADERS },
  );
  opened = await docs.open();
});
after(async () => {
  // One missing file is requested on purpose.
  docs.errors.splice(0, docs.errors.length, ...docs.errors.filter((text) => !text.includes("404")));
  await docs.close();
});

test("run() gives the output, the status and the threads", async () => {
  const { durationMs, threads, ...result } = await run(opened);
  assert.ok(durationMs > 0);
  assert.deepEqual(result, {
    status: 0,
    reason: "exited",
    message: "",
    dialect: "python3",
    stdout: "hello from Ada\nhello from Grace\nno newline at the end",
    stderr: "",
    output: "hello from Ada\nhello from Grace\nno newline at the end",
    isTruncated: false,
    threadCount: 3,
  });
  assert.deepEqual(
    threads.map(({ name, lines }) => [name, lines]),
    [
      ["Ada", 1],
      ["Grace", 1],
      ["MainThread", 0],
    ],
  );
  assert.deepEqual(await shown(block(opened)), ["hello from Ada", "hello from Grace", "no newline at the end"]);
  assert.deepEqual(await opened.evaluate(() => document.querySelector("threading-playground").result.threadCount), 3);
});

test("files beside the program, arguments and standard input", async () => {
  const { output, status } = await run(opened, 1);
  assert.equal(output, "helped words ['one', 'two three'] typed\n");
  assert.equal(status, 0);
});

test("a file that is not there is an error before the run, which names it", async () => {
  const { error, message } = await run(opened, 4);
  assert.equal(error, "files");
  assert.match(message, /files\/none\.py could not be fetched: the server answered 404/);
  // The reader must see the message too, because the element shows nothing else.
  assert.match(await part(block(opened, 4), "status-headline").innerText(), /none\.py could not be fetched/);
});

test("output is text: angle brackets, colours, a thread's traceback; SystemExit is a status", async () => {
  const { status, stderr } = await run(opened, 2);
  const root = block(opened, 2);
  assert.equal(status, 3);
  assert.match(stderr, /ValueError: <module> & co/);
  const lines = await shown(root);
  assert.equal(lines[0], "red plain");
  assert.ok(lines.includes("<b>bold?</b>"));
  assert.ok(lines.includes("ValueError: <module> & co"));
  assert.ok(lines.some((line) => line.includes('"faults.py", line 5, in fail')));
  assert.ok(!lines.some((line) => line.includes("SystemExit")));
  assert.equal(await part(root, "output").locator("b").count(), 0);
  assert.match(
    await part(root, "output").locator("span", { hasText: /^red$/ }).first().getAttribute("class"),
    /ansi-red/,
  );
  assert.equal(await part(root, "status-headline").innerText(), await part(root, "status-headline").textContent());
  assert.match(await part(root, "status-headline").innerText(), /^Exit status 3/);
});

test("events bubble out of the element in their order; before-run can be prevented", async () => {
  const told = await opened.evaluate(async () => {
    const heard = [];
    const names = ["before-run", "state", "tier", "output", "end"];
    const note = ({ type, bubbles, composed, cancelable, target }) =>
      heard.push([type.replace("threading-playground-", ""), bubbles, composed, cancelable, target.localName]);
    for (const name of names) document.body.addEventListener(`threading-playground-${name}`, note);
    const element = document.querySelector("threading-playground");
    await element.run();
    for (const name of names) document.body.removeEventListener(`threading-playground-${name}`, note);
    element.addEventListener("threading-playground-before-run", (event) => event.preventDefault(), { once: true });
    const refused = await element.run().catch(({ code }) => code);
    return { heard, refused, state: element.state };
  });
  const names = told.heard.map(([name]) => name);
  assert.equal(names[0], "before-run");
  assert.equal(names.at(-1), "end");
  assert.ok(names.indexOf("state") < names.indexOf("output"));
  assert.ok(names.includes("tier"));
  for (const [name, bubbles, composed, cancelable, target] of told.heard) {
    assert.deepEqual(
      [bubbles, composed, cancelable, target],
      [true, true, name === "before-run", "threading-playground"],
    );
  }
  assert.equal(told.refused, "cancelled");
  assert.equal(told.state, "exited");
});

test("one that runs is busy; stop() interrupts, and the promise has the status", async () => {
  const [busy, result] = await opened.evaluate(async () => {
    const element = document.querySelectorAll("threading-playground")[3];
    const started = new Promise((resolve) => {
      element.addEventListener("threading-playground-output", resolve, { once: true });
    });
    const running = element.run();
    await started;
    const refused = await element.run().catch(({ code }) => code);
    element.stop();
    return [refused, await running];
  });
  assert.equal(busy, "busy");
  assert.equal(result.status, 130);
  assert.match(result.stderr, /KeyboardInterrupt/);
});

test("another element's Run takes its turn at once, and ends what ran", async () => {
  const [first, second] = await opened.evaluate(async () => {
    const elements = document.querySelectorAll("threading-playground");
    const started = new Promise((resolve) => {
      elements[3].addEventListener("threading-playground-output", resolve, { once: true });
    });
    const running = elements[3].run();
    await started;
    return Promise.all([running, elements[0].run()]);
  });
  assert.equal(first.reason, "killed");
  assert.equal(second.status, 0);
});

test("moved on the page it goes on; taken off, its run ends, and with the last element every worker", async () => {
  const outcome = await opened.evaluate(async () => {
    const element = document.querySelectorAll("threading-playground")[3];
    const started = new Promise((resolve) => {
      element.addEventListener("threading-playground-output", resolve, { once: true });
    });
    const running = element.run().then(
      (result) => result.reason,
      ({ code }) => code,
    );
    await started;
    document.body.prepend(element);
    await new Promise((resolve) => setTimeout(resolve));
    const moved = element.state;
    element.remove();
    return { moved, ended: await running };
  });
  assert.deepEqual(outcome, { moved: "running", ended: "stopped" });
  assert.ok(opened.workers().length > 0, "the others' process is there still");
  const gone = opened.waitForFunction(() => document.querySelectorAll("threading-playground").length === 0);
  await opened.evaluate(() => {
    for (const element of document.querySelectorAll("threading-playground")) element.remove();
  });
  await gone;
  while (opened.workers().length > 0) await opened.workers()[0].waitForEvent("close");
  assert.equal(opened.workers().length, 0);
});

test("one that is put on the page afterwards runs on a new process", async () => {
  await opened.evaluate((code) => {
    const element = document.createElement("threading-playground");
    document.body.append(element);
    element.code = code;
  }, "print('later')\n");
  const root = block(opened);
  await part(root, "run").click();
  await inState(root, "exited");
  await root.locator(".line", { hasText: "later" }).waitFor();
});
