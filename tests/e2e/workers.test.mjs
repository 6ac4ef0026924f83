/** A worker script that cannot be loaded: `can't start new thread`, and a page that comes back with the script. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { ending, folderWithRemovableWorker, useRunner } from "./support.mjs";

const copy = folderWithRemovableWorker();
const site = useRunner({ folder: copy.folder });
after(() => copy.dispose());

/** Waits for what comes of the process that the page made ahead while the script was away. */
const settle = () => site.runner.page.evaluate(() => window.harness.load());

/** More threads at once than wait in advance. */
const MANY = `import threading
go_on = threading.Event()
started, refused = [], []
for _ in range(8):
    thread = threading.Thread(target=go_on.wait)
    try:
        thread.start()
        started.append(thread)
    except RuntimeError as error:
        refused.append(str(error))
        assert not thread.is_alive()
print(len(started) > 0, len(started) == threading.active_count() - 1, set(refused))
go_on.set()
for thread in started:
    thread.join()
again = threading.Thread(target=print, args=('a parked worker still serves',))
again.start()
again.join()
`;

test("Thread.start raises where no worker can be had, and the program goes on", async () => {
  copy.removeWorker();
  try {
    const result = await site.run(MANY);
    assert.equal(result.merged, `True True {"can't start new thread"}\na parked worker still serves\n`);
    assert.equal(ending(result), "exited 0");
  } finally {
    copy.restoreWorker();
  }
  // The process that would have been next could not be made either; the page makes another.
  await settle();
  await site.checkNextRun();
  // Not every browser tells of a worker's missing script on the console.
  for (const text of site.takePageErrors()) assert.match(text, /404/);
});

test("a run that finds no worker at all says so, and the one after it works", async () => {
  // The process made ahead, which has to be there, is used up by the first of these; the second has none.
  await settle();
  copy.removeWorker();
  try {
    assert.equal(ending(await site.run("print(1)\n")), "exited 0");
    await settle();
    const result = await site.run("print(2)\n");
    assert.match(ending(result), /^failed 1: .*worker/);
    assert.equal(result.merged, "");
  } finally {
    copy.restoreWorker();
  }
  await site.checkNextRun();
  for (const text of site.takePageErrors()) assert.match(text, /404/);
});

test("with the script back, the same program gets its threads", async () => {
  const result = await site.run(MANY);
  assert.equal(result.merged, "True True set()\na parked worker still serves\n");
});
