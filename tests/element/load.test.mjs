/** `load()` of any element at any time; a Stop in the same turn as its Run; the effect of one element's run on another. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ISOLATION_HEADERS } from "../../scripts/lib/server.mjs";
import { block, example, inState, openDocs, page, part, run } from "./harness.mjs";

const FOREVER = "print('on')\nwhile True:\n    pass\n";
const SILENT = "x = 1\n";

let docs;
before(async () => {
  docs = await openDocs(
    {
      "index.html": page(
        [
          example("print(1)\n"),
          example(SILENT),
          example(FOREVER),
          example("print(open('__proto__').read(), __import__('os').path.exists('x'))\n", {
            attributes: 'file="reads.py" files="files/__proto__"',
          }),
          example("print(1)\n", { attributes: 'files="http://[bad"' }),
          example("print('\\ufeffmark')\n"),
          example("import sys\nprint(sys._is_gil_enabled())\n", { attributes: "gil" }),
        ].join("\n"),
      ),
      "files/__proto__": "found",
    },
    { headers: ISOLATION_HEADERS },
  );
});
after(async () => {
  docs.errors.splice(0, docs.errors.length, ...docs.errors.filter((text) => !text.includes("503")));
  await docs.close();
});

/** Calls `load()` of some elements in one turn. Returns how each ended: "loaded" or the code of the error. */
const load = (opened, ...indexes) =>
  opened.evaluate((all) => {
    const elements = document.querySelectorAll("threading-playground");
    const calls = all.map((nth) =>
      elements[nth].load().then(
        () => "loaded",
        (error) => error.code,
      ),
    );
    return Promise.all(calls);
  }, indexes);

test("load() resolves for every caller: twice, on another element, when it is loaded, during a run", async () => {
  const opened = await docs.open();
  assert.deepEqual(await load(opened, 0, 0, 1), ["loaded", "loaded", "loaded"]);
  assert.deepEqual(await load(opened, 0, 2), ["loaded", "loaded"]);
  await inState(block(opened, 2), "idle");
  await opened.evaluate(
    () =>
      void document
        .querySelectorAll("threading-playground")[2]
        .run()
        .catch(() => {}),
  );
  await inState(block(opened, 2), "running");
  assert.deepEqual(await load(opened, 0, 2), ["loaded", "loaded"]);
  await inState(block(opened, 2), "running");
});

test("load() rejects for every caller when the runtime does not come, and works once it does", async () => {
  const opened = await docs.open();
  await opened.route(/interpreter_bg.*\.wasm/, (route) => route.fulfill({ status: 503, body: "" }));
  assert.deepEqual(await load(opened, 0, 1), ["load", "load"]);
  await inState(block(opened, 1), "failed");
  assert.deepEqual(await load(opened, 1), ["load"]);
  await opened.unrouteAll();
  assert.deepEqual(await load(opened, 1, 0), ["loaded", "loaded"]);
  await inState(block(opened, 1), "idle");
  assert.equal((await run(opened, 1)).status, 0);
});

test("load() of an element that leaves the page is stopped", async () => {
  const opened = await docs.open();
  await opened.route(/interpreter_bg.*\.wasm/, () => {});
  const code = await opened.evaluate(async () => {
    const [element, other] = document.querySelectorAll("threading-playground");
    const loading = new Promise((resolve) => {
      element.addEventListener("threading-playground-state", ({ detail }) => detail.state === "loading" && resolve());
    });
    const pending = element.load().then(
      () => "loaded",
      (error) => error.code,
    );
    // The runtime is requested and does not arrive; another element, which needs it, stays.
    void other.load().catch(() => {});
    await loading;
    element.remove();
    return pending;
  });
  assert.equal(code, "stopped");
});

test("a Stop in the same turn as Run: the program does not begin", async () => {
  const opened = await docs.open();
  const outcome = await opened.evaluate(async () => {
    const element = document.querySelectorAll("threading-playground")[2];
    const stopped = async () => {
      const run = element.run();
      element.stop();
      return run.then(
        ({ reason }) => reason,
        (error) => error.code,
      );
    };
    return [await stopped(), await stopped(), element.result === undefined];
  });
  assert.deepEqual(outcome, ["stopped", "stopped", true]);
});

test("a run of one element leaves the status and the result of another; a silent run says that it was", async () => {
  const opened = await docs.open();
  await run(opened, 1);
  assert.match(await part(block(opened, 1), "status-headline").innerText(), /^Exit status 0/);
  assert.equal(await part(block(opened, 1), "output-empty").innerText(), "The program printed nothing.");
  await run(opened, 0);
  assert.match(await part(block(opened, 1), "status-headline").innerText(), /^Exit status 0/);
  assert.equal(await part(block(opened, 1), "output-empty").innerText(), "The program printed nothing.");
  assert.equal(await opened.evaluate(() => document.querySelectorAll("threading-playground")[1].state), "exited");
});

test("a file may be called __proto__; an address that is none is an error with a code", async () => {
  const opened = await docs.open();
  assert.equal((await run(opened, 3)).output, "found False\n");
  const { error, message } = await run(opened, 4);
  assert.equal(error, "files");
  assert.match(message, /http:\/\/\[bad could not be fetched: it is no address/);
});

test("a byte order mark in the output is kept", async () => {
  const opened = await docs.open();
  assert.equal((await run(opened, 5)).output, "\ufeffmark\n");
});

test("the attribute gil asks for a global lock", async () => {
  const opened = await docs.open();
  assert.equal((await run(opened, 6)).output, "True\n");
  const without = await opened.evaluate(() => {
    const element = document.querySelectorAll("threading-playground")[6];
    element.gil = false;
    return element.run();
  });
  assert.equal(without.output, "False\n");
});
