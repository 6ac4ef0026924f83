/** The length of a new thread's head start: until its first pause, or a switch interval and then its next safepoints. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ending, useRunner } from "./support.mjs";

const site = useRunner();

/**
 * `call(length)` is one call without a safepoint and returns its seconds; `length_of(seconds)` is a length that takes at
 * least so long.
 */
const CALLS = `import threading, time
def call(length):
    began = time.perf_counter()
    sum(range(length))
    return time.perf_counter() - began
def length_of(seconds):
    length = 20_000
    # The shortest of three, since a call may have been held up.
    while min(call(length) for _ in range(3)) < seconds:
        length *= 2
    return length
`;

test("a thread that comes to no safepoint, as one whose core was taken away, keeps its head start", async () => {
  const result = await site.run(`${CALLS}
def work():
    global took
    took = call(length)
# Six intervals, on whatever machine.
length = length_of(0.03)
# A process's first start is a longer one.
first = threading.Thread(target=int)
first.start()
first.join()
thread = threading.Thread(target=work)
began = time.perf_counter()
thread.start()
started = time.perf_counter() - began
thread.join()
print(took, started)
`);
  assert.equal(ending(result), "exited 0", result.stderr);
  const [took, started] = result.stdout.trim().split(" ").map(Number);
  assert.ok(took > 0.015, `the call is longer than the interval: ${took} s`);
  // The starter waits a tenth of a second at most.
  assert.ok(started > Math.min(took, 0.1) * 0.8, `start() took ${started} s, the call ${took} s`);
});

test("the head start is over only when the thread has run for a while, whatever the clock says", async () => {
  const result = await site.run(`${CALLS}
# Two intervals: to the starter the same as a thread whose core was taken away for so long.
length = length_of(0.01)
def work(told):
    call(length)
    for _ in range(400):
        pass
    told.append("thread")
firsts = []
for _ in range(10):
    told = []
    thread = threading.Thread(target=work, args=(told,))
    thread.start()
    told.append("starter")
    thread.join()
    firsts.append(told[0])
print(firsts.count("thread"))
`);
  assert.equal(ending(result), "exited 0", result.stderr);
  // One of the threads may have been delayed for a tenth of a second, after which its starter continues.
  assert.ok(Number(result.stdout) >= 9, `${result.stdout.trim()} of 10 threads were first`);
});
