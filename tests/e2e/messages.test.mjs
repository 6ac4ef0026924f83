/** Python's messages for wrong use of its thread API, and its representation of the API's objects: those of CPython 3.14. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ending, useRunner } from "./support.mjs";

const site = useRunner();

/** Each expression with the text that it must print: its value's `repr`, or the error. Addresses are 0x0, identities 0. */
const SAID = [
  ["threading.Lock()", "<unlocked _thread.lock object at 0x0>"],
  ["threading.RLock()", "<unlocked _thread.RLock object owner=0 count=0 at 0x0>"],
  ["threading.Condition()", "<Condition(<unlocked _thread.RLock object owner=0 count=0 at 0x0>, 0)>"],
  ["pickle.dumps(threading.Lock())", "TypeError: cannot pickle '_thread.lock' object"],
  ["copy.deepcopy(threading.RLock())", "TypeError: cannot pickle '_thread.RLock' object"],
  ["pickle.dumps(queue.SimpleQueue())", "TypeError: cannot pickle '_queue.SimpleQueue' object"],
  ["pickle.dumps(i for i in [])", "TypeError: cannot pickle 'generator' object"],
  ["threading.local().x", "AttributeError: '_thread._local' object has no attribute 'x'"],
  ["delattr(threading.local(), 'x')", "AttributeError: '_thread._local' object has no attribute 'x'"],
  ["type('Mine', (threading.local,), {})().x", "AttributeError: 'Mine' object has no attribute 'x'"],
  ["threading.Lock().acquire(None)", "True"],
  ["threading.Lock().acquire([1], 0.0)", "True"],
  ["threading.Lock().acquire(timeout=-2)", "ValueError: timeout value must be a non-negative number"],
  ["threading.Lock().acquire(False, 1)", "ValueError: can't specify a timeout for a non-blocking call"],
  ["threading.Lock().acquire(timeout=float('nan'))", "ValueError: Invalid value NaN (not a number)"],
  ["threading.RLock().acquire(timeout=1e20)", "OverflowError: timestamp out of range for platform time_t"],
  ["threading.RLock().acquire(timeout=10**12)", "OverflowError: timestamp too large to convert to C PyTime_t"],
  ["threading.Lock().acquire(timeout=9223372036.5)", "OverflowError: timeout value is too large"],
  ["threading.Lock().acquire(timeout='1')", "TypeError: 'str' object cannot be interpreted as an integer or float"],
  ["threading.Thread(target=int).join('1')", "RuntimeError: cannot join thread before it is started"],
  ["started().join('1')", "TypeError: '>' not supported between instances of 'int' and 'str'"],
  ["started().join(-1)", "None"],
  ["queue.SimpleQueue().get(timeout=-1)", "ValueError: 'timeout' must be a non-negative number"],
  ["queue.SimpleQueue().get(timeout=1e20)", "OverflowError: timestamp out of range for platform time_t"],
  ["time.sleep('1')", "TypeError: 'str' object cannot be interpreted as an integer or float"],
  ["time.sleep(-1)", "ValueError: sleep length must be non-negative"],
  ["time.sleep(1e30)", "OverflowError: timestamp out of range for platform time_t"],
  ["time.sleep(False)", "None"],
  ["threading.stack_size(-1)", "ValueError: size must be 0 or a positive value"],
  ["threading.stack_size(1)", "ValueError: size not valid: 1 bytes"],
  ["_thread.start_new_thread(1, ())", "TypeError: first arg must be callable"],
  ["_thread.start_new_thread(int, 1)", "TypeError: 2nd arg must be a tuple"],
  ["_thread.start_new_thread(int, (), 1)", "TypeError: optional 3rd arg must be a dictionary"],
];

test("reprs and errors", async () => {
  const source = `import _thread, copy, pickle, queue, re, threading, time
def started():
    thread = threading.Thread(target=int)
    thread.start()
    return thread
for text in ${JSON.stringify(SAID.map(([text]) => text))}:
    try:
        said = repr(eval(text))
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
    print(text, "->", re.sub("0x[0-9a-f]+", "0x0", said))
`;
  const result = await site.run(source);
  assert.equal(ending(result), "exited 0", result.stderr);
  assert.deepEqual(
    result.stdout.trimEnd().split("\n"),
    SAID.map(([text, said]) => `${text} -> ${said}`),
  );
});
