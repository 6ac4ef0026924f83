/** The attribute `timeline`: recorded and drawn on demand, in the page and through the frame; nothing of it without. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ISOLATION_HEADERS } from "../../scripts/lib/server.mjs";
import { violations } from "../support/axe.mjs";
import { block, example, openDocs, page, part, run } from "./harness.mjs";

/** Both threads wait for the lock before it is released, however slow the machine is. */
const HANDED_OVER = `import sys, threading, time
lock = threading.Lock()

def work():
    with lock:
        print("worked")

def line_of(thread):
    frame = sys._current_frames().get(thread.ident)
    return frame and frame.f_lineno

lock.acquire()
threads = [threading.Thread(target=work, name=name) for name in ("Ada", "Grace")]
for thread in threads:
    thread.start()
while [line_of(thread) for thread in threads] != [5, 5]:
    time.sleep(0.01)
# Each is about to wait, and then it does.
time.sleep(0.2)
lock.release()
for thread in threads:
    thread.join()
`;
const CROSSED = `import threading
a, b = threading.Lock(), threading.Lock()
both = threading.Barrier(2)

def cross(first, second):
    with first:
        both.wait()
        with second:
            pass

threading.Thread(target=cross, args=(a, b), name="Ada").start()
threading.Thread(target=cross, args=(b, a), name="Grace").start()
`;

const files = {
  "index.html": page(
    [
      example(HANDED_OVER, { attributes: 'file="bank.py" timeline' }),
      example(HANDED_OVER, { attributes: 'file="plain.py"' }),
      example(CROSSED, { attributes: 'file="crossed.py" timeline' }),
    ].join("\n"),
  ),
};

/** `page`: isolated by its headers. `frame`: not isolated, so programs run in the hidden frame. */
const TIERS = { page: { headers: ISOLATION_HEADERS }, frame: {} };

for (const [tier, options] of Object.entries(TIERS)) {
  let docs;
  const name = (text) => `${text}, tier ${tier}`;

  test(name("the timeline of a run, under its output"), async (t) => {
    docs = await openDocs(files, options);
    t.after(() => docs.close());
    const requests = [];
    const opened = await docs.open();
    opened.on("request", (request) => requests.push(request.url()));
    const drawing = () => requests.filter((url) => /\/timeline-[^/]*\.js$/.test(url));

    await t.test(name("nothing of it is fetched without the attribute"), async () => {
      const plain = await run(opened, 1);
      assert.equal(plain.status, 0);
      assert.equal(await opened.evaluate(() => document.querySelectorAll("threading-playground")[1].tier), tier);
      assert.equal(await part(block(opened, 1), "timeline").isVisible(), false);
      assert.deepEqual(drawing(), []);
    });

    await t.test(name("lanes, waits, and the line of a picked moment"), async () => {
      const { status, output } = await run(opened, 0);
      assert.deepEqual([status, output], [0, "worked\nworked\n"]);
      const timeline = part(block(opened), "timeline");
      await timeline.locator(".timeline-legend li", { hasText: "Waiting for a lock" }).waitFor();
      assert.equal(drawing().length, 1);
      assert.match(await timeline.locator(".timeline-note").innerText(), /^3 threads · \d+\.\d cores busy on average/);
      await timeline.getByRole("button", { name: "As a table" }).click();
      const row = timeline.locator("tbody tr", { hasText: "Waiting for a lock" });
      const cells = await row.first().locator("th, td").allInnerTexts();
      assert.deepEqual([cells[4], cells[6]], ["Lock.acquire on lock", "bank.py:5"]);
      assert.equal(cells[5], "MainThread since bank.py:12");
      const canvas = timeline.locator("canvas");
      await canvas.focus();
      for (const key of ["ArrowDown", "Shift+ArrowRight", "Enter"]) await opened.keyboard.press(key);
      await block(opened).locator(".cm-activeLine, .cm-content").first().waitFor();
    });

    await t.test(name("axe finds nothing in it"), async () => {
      // Those about landmarks are the page's, not the element's.
      const found = (await violations(opened)).filter((text) => !/^(landmark|region)/.test(text));
      assert.deepEqual(found, []);
    });

    await t.test(name("it goes with the output, and comes again with the next run"), async () => {
      const element = block(opened);
      await part(element, "clear").click();
      await part(element, "timeline").waitFor({ state: "hidden" });
      await run(opened, 0);
      await part(element, "timeline").waitFor();
      await opened.evaluate(() => {
        document.querySelector("threading-playground").timeline = false;
      });
      await run(opened, 0);
      assert.equal(await part(element, "timeline").isVisible(), false);
    });

    await t.test(name("a deadlock is marked"), async () => {
      const element = block(opened, 2);
      await part(element, "run").click();
      await part(element, "output")
        .getByText(/waits .* for Lock/)
        .first()
        .waitFor();
      await part(element, "timeline")
        .getByText("Deadlock: 2 threads wait for each other's locks · 3 threads")
        .waitFor();
      // The first may be enough: then there is nothing left to stop.
      await element.evaluate((own) => {
        own.stop();
        own.stop();
      });
      await opened.waitForFunction(() => document.querySelectorAll("threading-playground")[2].state === "exited");
    });
  });
}
