/** WebKit with the option that Safari enables for isolated pages: the same engine, with threads that run. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { distFolder } from "../../scripts/lib/paths.mjs";
import { startServer } from "../../scripts/lib/server.mjs";
import { example, examples, withoutLastNewline } from "../e2e/support.mjs";
import { elementAfterRun, missingWebKit, openWebKit, ownSite } from "./support.mjs";

const sortedLines = (text) => withoutLastNewline(text).split("\n").sort();
const state = (name) => `#status[data-state="${name}"]`;

describe("WebKit that shares memory", { skip: missingWebKit() }, () => {
  let page;
  let own;

  before(async () => {
    own = await startServer({ folder: ownSite() });
    page = await openWebKit({ sharesMemory: true });
  });
  after(async () => {
    await page?.close();
    await own?.close();
  });

  test("memory is shared with a worker both ways, by a message and not by a clone", async () => {
    await page.goto(own.url);
    const send = (what, way) => page.evaluate((...given) => window.send(...given), what, way);
    for (const way of ["toWorker", "fromWorker", "byPort"]) assert.equal(await send("memory", way), "shared", way);
    assert.match(await send("memory", "byClone"), /^DataCloneError/);
  });

  describe("an element on an isolated page", () => {
    before(() => page.goto(`${own.url}embed.html`));

    /** Runs a program in the element, and stops it after it has printed `stop me`. */
    const run = (source) =>
      page.evaluate(async (text) => {
        const element = document.querySelector("threading-playground");
        const stop = ({ detail }) => detail.records.some((record) => record.text === "stop me\n") && element.stop();
        element.addEventListener("threading-playground-output", stop);
        element.code = text;
        const { reason, status, output } = await element.run();
        element.removeEventListener("threading-playground-output", stop);
        return { ending: `${reason} ${status}`, output };
      }, source);

    test("runs the program of its page", async (t) => {
      const startedAt = performance.now();
      const { result, tier, state: now, output } = await elementAfterRun(page);
      assert.deepEqual({ tier, state: now, output }, { tier: "page", state: "exited", output: null });
      assert.deepEqual([result.status, result.stdout], [0, "hello\n"]);
      t.diagnostic(`WebKitGTK ${page.version}: loaded and run in ${Math.round(performance.now() - startedAt)} ms`);
    });

    // In any order, and without the program whose thread may be too late for the end: the head start of 5 ms decides which
    // thread is first, and the first lines of a thread can take longer in WebKit.
    for (const { file, out } of examples().slice(0, 5)) {
      if (file === "threading_daemon.py") continue;
      test(`${file} prints the documented lines`, async () => {
        const { ending, output } = await run(example(file));
        assert.deepEqual(sortedLines(output), sortedLines(example(out)));
        assert.equal(ending, "exited 0");
      });
    }

    for (const [name, wait] of Object.entries({
      "a busy loop": "while True:\n    pass",
      "a sleep": "time.sleep(1000)",
    })) {
      test(`Stop in ${name}`, async () => {
        const { ending, output } = await run(`import time\nprint('stop me')\n${wait}\n`);
        assert.equal(ending, "exited 130");
        assert.match(output, /^stop me\nTraceback .*\nKeyboardInterrupt\n$/s);
      });
    }

    test("20 threads at once", async () => {
      const source = `import threading
everybody = threading.Barrier(21)
threads = [threading.Thread(target=everybody.wait) for _ in range(20)]
for thread in threads:
    thread.start()
print(threading.active_count())
everybody.wait()
for thread in threads:
    thread.join()
print(threading.active_count())
`;
      assert.deepEqual(await run(source), { ending: "exited 0", output: "21\n1\n" });
    });
  });

  test("without the headers the service worker isolates the playground, which runs an example and stops it", async (t) => {
    const plain = await startServer({ folder: distFolder(), headers: {} });
    t.after(() => plain.close());
    await page.goto(`${plain.url}#daemon_join`);
    await page.waitFor(state("idle"));
    assert.equal(await page.evaluate(() => crossOriginIsolated), true);
    await page.click("#run");
    await page.waitFor("#output .line");
    await page.click("#stop");
    await page.waitFor(`${state("exited")}[data-exit-status="130"]`);
    assert.match(await page.text("#output"), /KeyboardInterrupt/);
  });
});
