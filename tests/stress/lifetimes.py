"""Objects that threads drop, find again through weak references, resurrect and leave to the collector: each dies once."""

import gc
import threading
import weakref

from rounds import THREADS, Round, main

TIMES = 30


class Thing:
    pass


def finalized(rng):
    return []


def finalize(done, number, rng):
    for n in range(TIMES):
        thing = Thing()
        weakref.finalize(thing, done.append, (number, n))
        del thing


def all_finalized(done):
    want = sorted((number, n) for number in range(THREADS) for n in range(TIMES))
    return "" if sorted(done) == want else f"{len(done)} of {len(want)}"


def share_weakly(state, number, rng):
    """One thread replaces the objects that all others find through weak references."""
    box, values, keys = state
    for n in range(TIMES):
        if number == 0:
            thing = Thing()
            thing.name = n
            box[:] = [thing]
            values["current"] = thing
            keys[thing] = n
        else:
            found = values.get("current")
            assert found is None or isinstance(found.name, int)
            for key in list(keys):
                assert isinstance(key.name, int)


def no_more(state):
    box, values, keys = state
    box.clear()
    gc.collect()
    return f"{len(values)} values and {len(keys)} keys are left" if len(values) + len(keys) else ""


class Counted:
    """Resurrects itself at its first death."""

    saved = []
    lock = threading.Lock()
    died = 0

    def __del__(self):
        with Counted.lock:
            Counted.died += 1
        Counted.saved.append(self)


def resurrect(rng):
    Counted.saved.clear()
    Counted.died = 0
    return Counted


def drop(cls, number, rng):
    for _ in range(TIMES):
        cls()


def each_died_once(cls):
    wrong = "" if cls.died == len(cls.saved) == THREADS * TIMES else f"{cls.died} deaths, {len(cls.saved)} saved"
    cls.saved.clear()
    return wrong or ("" if cls.died == THREADS * TIMES else f"died again: {cls.died}")


def make_cycles(dead, number, rng):
    for n in range(TIMES):
        a, b = Thing(), Thing()
        a.other, b.other = b, a
        weakref.finalize(a, dead.append, (number, n))
        if n % 10 == number:
            gc.collect()


def all_collected(dead):
    gc.collect()
    return "" if len(dead) == THREADS * TIMES else f"{len(dead)} of {THREADS * TIMES} collected"


def call_back(state, number, rng):
    things, called, kept = state
    refs = [weakref.ref(thing, called.append) for thing in list(things)]
    # The references must outlive their objects, or their callbacks are dropped with them.
    kept.append(refs)
    for _ in range(TIMES):
        for ref in refs:
            thing = ref()
            assert thing is None or isinstance(thing, Thing)
        if number == 0:
            things.clear()


def each_called(state):
    _, called, kept = state
    want = sum(len(refs) for refs in kept)
    return "" if len(called) == want else f"{len(called)} callbacks of {want}"


ROUNDS = {
    "finalize": Round(finalized, finalize, all_finalized),
    "weak dicts": Round(
        lambda rng: ([], weakref.WeakValueDictionary(), weakref.WeakKeyDictionary()), share_weakly, no_more
    ),
    "resurrection": Round(resurrect, drop, each_died_once),
    "cycles": Round(lambda rng: [], make_cycles, all_collected),
    "callbacks": Round(lambda rng: ([Thing() for _ in range(20)], [], []), call_back, each_called),
}

if __name__ == "__main__":
    main(ROUNDS)
