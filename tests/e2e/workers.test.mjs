/**
 * No worker can be started, because its script or memory is missing: `can't start new thread`, and what still works
 * afterwards.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { ending, folderWithRemovableWorker, onText, useRunner } from "./support.mjs";

const copy = folderWithRemovableWorker();
const site = useRunner({ folder: copy.folder, immutable: false, onRequest: copy.onRequest });
after(() => copy.dispose());

/** Waits for the result of the process that the page created in advance while the script was missing. */
const settle = () => site.runner.page.evaluate(() => window.harness.load());

/** More threads at once than there are spare workers. */
const MANY = `import threading
first = threading.Thread(target=int)
first.start()
first.join()
print('ready')
input()
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
  try {
    // When a worker exists: spare workers may still be starting.
    const removed = () => {
      copy.removeWorker();
      site.runner.sendInput("\n");
    };
    const result = await site.run(MANY, { interactive: true, onRecords: onText(["ready\n", removed]) });
    assert.equal(result.merged, `ready\nTrue True {"can't start new thread"}\na parked worker still serves\n`);
    assert.equal(ending(result), "exited 0");
  } finally {
    copy.restoreWorker();
  }
  // The next process could not be created either; the page creates another.
  await settle();
  await site.checkNextRun();
  // Some browsers do not report a worker's missing script on the console.
  for (const text of site.takePageErrors()) assert.match(text, /404/);
});

test("a program that starts threads until there are no more is told so, and goes on", async () => {
  const source = `import threading, time
# Most of the memory, so that a hundred threads or two take the rest, and the machine's own room is not the matter.
ballast = bytes(800_000_000)
def start_all():
    over = threading.Event()
    threads = []
    try:
        while True:
            thread = threading.Thread(target=over.wait)
            asked = time.monotonic()
            thread.start()
            threads.append(thread)
    except RuntimeError as error:
        message = str(error)
    # Not by waiting for a worker that cannot come up.
    assert time.monotonic() - asked < 10, time.monotonic() - asked
    assert not thread.is_alive() and threading.active_count() == 1 + len(threads)
    over.set()
    for thread in threads:
        thread.join()
    return len(threads), message
first, message = start_all()
again, _ = start_all()
print(first > 100, message, again >= first or (first, again), threading.active_count())
del ballast
print(len(bytes(100_000_000)))
`;
  const result = await site.run(source, { timeoutMs: 240_000 });
  assert.equal(result.merged, "True can't start new thread True 1\n100000000\n");
  assert.equal(ending(result), "exited 0");
});

test("parallel.map raises where the pool's workers cannot be had, and makes the pool when they can", async () => {
  const source = `import parallel
for moment in range(2):
    print('ready')
    input()
    try:
        print(parallel.map(abs, [-1, -2]))
    except RuntimeError as error:
        print(error)
`;
  const onRecords = onText(
    [
      "ready\n",
      () => {
        // The worker of the pool still starts; those that it requests do not.
        copy.removeWorkerAfter(1);
        site.runner.sendInput("\n");
      },
    ],
    [
      "ready\n",
      () => {
        copy.restoreWorker();
        site.runner.sendInput("\n");
      },
    ],
  );
  await settle();
  const result = await site.run(source, { interactive: true, onRecords });
  assert.equal(result.merged, "ready\ncan't start the pool: the thread pool could not be started\nready\n[1, 2]\n");
  assert.equal(ending(result), "exited 0");
  await settle();
  await site.checkNextRun();
  for (const text of site.takePageErrors()) assert.match(text, /404/);
});

test("a run that finds no worker at all says so, and the one after it works", async () => {
  // The first run uses up the process that was created in advance, which must exist; the second run has none.
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
  const result = await site.run(MANY, { stdin: "\n" });
  assert.equal(result.merged, "ready\nTrue True set()\na parked worker still serves\n");
});
