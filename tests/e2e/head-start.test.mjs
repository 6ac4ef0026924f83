/** What a new thread's head start lasts: until its first pause, or a switch interval and then its next safepoint. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ending, useRunner } from "./support.mjs";

const site = useRunner();

test("a thread that comes to no safepoint, as one whose core was taken away, keeps its head start", async () => {
  const result = await site.run(`import threading, time
def work():
    global took
    began = time.perf_counter()
    sum(range(300_000))
    took = time.perf_counter() - began
# A process's first start is a longer one.
for target in int, lambda: time.sleep(0.1), work:
    thread = threading.Thread(target=target)
    if target is not work:
        thread.start()
        thread.join()
began = time.perf_counter()
thread.start()
started = time.perf_counter() - began
thread.join()
print(took, started)
`);
  assert.equal(ending(result), "exited 0", result.stderr);
  const [took, started] = result.stdout.trim().split(" ").map(Number);
  assert.ok(took > 0.015, `the call is longer than the interval: ${took} s`);
  // It is held up a tenth of a second at most.
  assert.ok(started > Math.min(took, 0.1) * 0.8, `start() took ${started} s, the call ${took} s`);
});
