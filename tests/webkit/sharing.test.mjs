/** WebKit with the switch that Safari turns on where a page is isolated: the same engine, and threads that run. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { distFolder } from "../../scripts/lib/paths.mjs";
import { startServer } from "../../scripts/lib/server.mjs";
import { example, examples, withoutLastNewline } from "../e2e/support.mjs";
import { missingWebKit, openWebKit } from "./support.mjs";

const state = (name) => `#status[data-state="${name}"]`;

describe("WebKit that shares memory", { skip: missingWebKit() }, () => {
  let page;
  let site;

  before(async () => {
    site = await startServer({ folder: distFolder() });
    page = await openWebKit({ sharesMemory: true });
  });
  after(async () => {
    await page?.close();
    await site?.close();
  });

  test("memory is shared with a worker both ways, by a message and not by a clone", async (t) => {
    const raw = await startServer({ folder: fileURLToPath(new URL("site", import.meta.url)) });
    t.after(() => raw.close());
    await page.goto(raw.url);
    const send = (what, way) => page.evaluate((...given) => window.send(...given), what, way);
    for (const way of ["toWorker", "fromWorker", "byPort"]) assert.equal(await send("memory", way), "shared", way);
    assert.match(await send("memory", "byClone"), /^DataCloneError/);
  });

  describe("the engine", () => {
    before(async () => {
      await page.goto(`${site.url}harness.html`);
      const { error, ms } = await page.evaluate(() => window.harness.load());
      assert.equal(error, undefined);
      console.log(`# WebKitGTK ${page.version}: loaded in ${Math.round(ms)} ms`);
    });

    /** Runs a program, and says Stop once it has printed a line `stop me`. */
    const run = (source) =>
      page.evaluate(async (text) => {
        const output = [];
        window.harnessEmit = async (message) => {
          for (const record of JSON.parse(message).records) {
            output.push(record);
            if (record.text === "stop me\n") window.harness.stop();
          }
        };
        const program = { base64: {}, files: { "program.py": text }, main: "program.py", stdin: "" };
        const { reason, status, threads } = await window.harness.run(program);
        return { ending: `${reason} ${status}`, threads, text: output.map((record) => record.text).join("") };
      }, source);

    test("hello", async () => {
      assert.deepEqual(await run("print('hello')\n"), { ending: "exited 0", threads: 1, text: "hello\n" });
    });

    for (const { file, out } of examples().slice(0, 5)) {
      test(`${file} prints what is documented`, async () => {
        const { ending, text } = await run(example(file));
        assert.equal(withoutLastNewline(text), withoutLastNewline(example(out)));
        assert.equal(ending, "exited 0");
      });
    }

    for (const [name, wait] of Object.entries({
      "a busy loop": "while True:\n    pass",
      "a sleep": "time.sleep(1000)",
    })) {
      test(`Stop in ${name}`, async () => {
        const { ending, text } = await run(`import time\nprint('stop me')\n${wait}\n`);
        assert.equal(ending, "exited 130");
        assert.match(text, /^stop me\nTraceback .*\nKeyboardInterrupt\n$/s);
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
      assert.deepEqual(await run(source), { ending: "exited 0", threads: 51, text: "51\n1\n" });
    });
  });

  test("the playground runs an example, and stops one", async () => {
    await page.goto(site.url);
    await page.waitFor(state("idle"));
    await page.click("#run");
    await page.waitFor(`${state("exited")}[data-exit-status="0"]`);
    assert.match(await page.text("#output"), /Worker/);
    await page.goto(`${site.url}?again#daemon_join`);
    await page.waitFor(state("idle"));
    await page.click("#run");
    await page.waitFor("#output .line");
    await page.click("#stop");
    await page.waitFor(`${state("exited")}[data-exit-status="130"]`);
    assert.match(await page.text("#output"), /KeyboardInterrupt/);
  });
});
