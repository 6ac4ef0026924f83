"""Rounds: several threads use one shared object at the same time; then one thread checks the object.

    Round(make, work, check)

`make(rng)` returns the object, `work(thing, number, rng)` is the work of thread `number`, and `check(thing)` returns a
description of what is wrong, or nothing. A program of this folder defines some rounds in `ROUNDS`, by name, and calls
`main(ROUNDS)`. Its arguments are the seconds to run and the seed, `program.py 5 42`. It prints OK, or BAD and the faults.
"""

import collections
import random
import sys
import threading
import time
import traceback

Round = collections.namedtuple("Round", "make work check")

THREADS = 4
MOST_FAULTS = 5


class _Failure(Exception):
    """Ends the threads of one round."""


def _run(name, one, seconds, seed):
    """Run rounds of one kind for this many seconds, by threads that stay. Return `(rounds, faults)`."""
    rng = random.Random(f"{name} {seed}")
    faults = []
    barrier = threading.Barrier(THREADS)
    state = {"thing": None, "seed": 0, "go": True, "rounds": 0}
    end = time.monotonic() + seconds

    def prepare():
        state["go"] = time.monotonic() < end and len(faults) < MOST_FAULTS
        if state["go"]:
            state["thing"] = one.make(rng)
            state["seed"] = rng.random()
            state["rounds"] += 1

    def inspect():
        wrong = one.check(state["thing"])
        if wrong:
            faults.append(f"{name}, round {state['rounds']}: {wrong}")

    def leader(index, action):
        if index == 0:
            action()

    def worker(number):
        try:
            while True:
                leader(barrier.wait(), prepare)
                barrier.wait()
                if not state["go"]:
                    return
                one.work(state["thing"], number, random.Random(f"{state['seed']} {number}"))
                leader(barrier.wait(), inspect)
        except threading.BrokenBarrierError:
            pass
        except BaseException:
            faults.append(f"{name}, round {state['rounds']}: {traceback.format_exc()}")
            barrier.abort()

    threads = [threading.Thread(target=worker, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return state["rounds"], faults


def main(kinds):
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    seed = sys.argv[2] if len(sys.argv) > 2 else str(random.SystemRandom().randrange(1 << 32))
    faults = []
    counts = []
    for name, one in kinds.items():
        rounds, found = _run(name, one, seconds / len(kinds), seed)
        counts.append(f"{name} {rounds}")
        faults += found
    print("BAD" if faults else "OK", f"seed {seed}:", ", ".join(counts))
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)
