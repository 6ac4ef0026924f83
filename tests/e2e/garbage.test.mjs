/** Unreferenced objects are freed: each of these leaked because of a fault in RustPython that patches/ fixes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ending, useRunner } from "./support.mjs";

const site = useRunner();

/** Prints the number of objects that ten more calls of `work` add to the collector. */
const GROWTH = `
import gc

def known():
    for _ in range(3):
        gc.collect()
    return len(gc.get_objects())

work()
first = known()
for _ in range(10):
    work()
print(known() - first)
`;

async function run(source) {
  const result = await site.runner.run({ files: { "garbage.py": source }, main: "garbage.py", timeoutMs: 60_000 });
  assert.equal(ending(result), "exited 0", result.merged);
  return result.merged.trim();
}

const leftBy = async (work) => Number(await run(`${work}\n${GROWTH}`));

test("a class with __slots__ is freed, and what refers to it is told", async () => {
  const printed = await run(`
import gc, weakref

def work():
    class Slotted:
        __slots__ = ("one", "two", "__weakref__")
    return weakref.ref(Slotted, lambda dead: print("gone"))

seen = work()
gc.collect()
print(seen())
`);
  assert.equal(printed, "gone\nNone");
});

test("classes that die leave nothing in the lists of their bases", async () => {
  const left = await leftBy(`
class Base:
    pass

def work():
    for _ in range(20):
        class Plain(Base):
            pass
        class Slotted(Base):
            __slots__ = ("one",)
        class Both(Plain, Slotted):
            pass
`);
  assert.equal(left, 0);
});

test("the lists of subclasses keep the living, in the order in which they came", async () => {
  const printed = await run(`
import gc

class Base: pass
kept = []
for n in range(6):
    class Sub(Base): pass
    Sub.__name__ = f"Sub{n}"
    if n % 2:
        kept.append(Sub)
del Sub
gc.collect()
print([cls.__name__ for cls in Base.__subclasses__()])
kept.pop(0)
gc.collect()
Base.late = "seen by all"
print([(cls.__name__, cls.late) for cls in Base.__subclasses__()])
`);
  assert.equal(printed, "['Sub1', 'Sub3', 'Sub5']\n[('Sub3', 'seen by all'), ('Sub5', 'seen by all')]");
});

test("subinterpreters leave nothing behind", async () => {
  const left = await leftBy(`
import _interpreters

def work():
    _interpreters.destroy(_interpreters.create())
`);
  // The first ones fill some caches.
  assert.ok(left < 10, `${left} objects after ten interpreters`);
});

test("an exception that outlives its thread is freed with its frames", async () => {
  const left = await leftBy(`
import threading

def work():
    caught = []
    def fail():
        try:
            raise ValueError(caught)
        except ValueError as error:
            caught.append(error)
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
`);
  assert.ok(left < 10, `${left} objects after ten threads`);
});

test("a cycle through the callback of a weakref is freed", async () => {
  const left = await leftBy(`
import weakref

class Node:
    pass

def work():
    node = Node()
    node.ref = weakref.ref(node, lambda ref, held=[node]: None)
`);
  assert.equal(left, 0);
});
