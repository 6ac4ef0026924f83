"""Constants on a frame's stack live as long as they are needed: across yields, exec, a collection and the code's own end."""
import gc
import sys
import threading


def fresh(n):
    names = {}
    source = f"def make():\n    return (1000{n}, 'word {n}', 2.5{n}, (1000{n}, 'inner {n}'), lambda: 'late {n}')\n"
    exec(source, names)
    return names.pop("make")


def generate(n):
    names = {}
    exec(f"def steps():\n    x = [10**6 + {n}, (yield 'first {n}'), 'last {n}']\n    yield x\n", names)
    return names["steps"]()


def check(n):
    make = fresh(n)
    made = make()
    del make
    step = generate(n)
    first = next(step)
    gc.collect()
    rest = step.send((n, "sent"))
    del step
    call = made[4]
    return (
        made[:4] == (int(f"1000{n}"), f"word {n}", float(f"2.5{n}"), (int(f"1000{n}"), f"inner {n}"))
        and call() == f"late {n}"
        and first == f"first {n}"
        and rest == [10**6 + n, (n, "sent"), f"last {n}"]
        and eval(f"max(70000{n}, len('abc {n}'), key=lambda x: x + 1.5)") == int(f"70000{n}")
    )


wrong = []


def work(start):
    wrong.extend(n for n in range(start, start + 60) if not check(n))


threads = [threading.Thread(target=work, args=(start,)) for start in (0, 1000, 2000)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
edges = [0, 1, -1, 2**31, -(2**31), 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 2**64, 10**30]
sums = [(a + b, a - b, a * b, a < b) for a in edges for b in edges]
expected = [(b + a, -(b - a), b * a, b > a) for a in edges for b in edges]
around = [2**63 - 1 + 1 == 2**63, -(2**63) - 1 + 1 == -(2**63), sys.maxsize + 1 - 1 == sys.maxsize]
print("OK" if not wrong and sums == expected and all(around) else f"BAD {wrong[:3]} {around}")
