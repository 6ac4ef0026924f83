# once
"""A local's number is given a new value in place where nothing else refers to it. Where something does, it keeps its value."""
import sys
import threading

wrong = []


def check(name, got, want):
    if got != want:
        wrong.append(f"{name}: {got!r} instead of {want!r}")


def other_names():
    a = 1000
    b = a
    for _ in range(3):
        a += 1
    check("int", (a, b), (1003, 1000))
    x = 1.5
    y = x
    for _ in range(3):
        x = x * 2.0
    check("float", (x, y), (12.0, 1.5))
    n = m = 5000
    n -= 1
    check("two names", (n, m), (4999, 5000))


def constants():
    seen = []
    for _ in range(3):
        k = 1000
        k += 1
        seen.append(k)
        z = 0.5
        z = z + 1.0
        seen.append(z)
    check("constants", seen, [1001, 1.5] * 3)


def default(n=1000, x=2.5):
    n += 1
    x = x * 2.0
    return n, x


def loop_variables():
    kept = []
    for i in range(1000, 1005):
        kept.append(i)
    check("appended", kept, [1000, 1001, 1002, 1003, 1004])
    pairs = []
    for i in range(1000, 1003):
        j = i
        j += 10
        pairs.append((i, j))
    check("pairs", pairs, [(1000, 1010), (1001, 1011), (1002, 1012)])
    functions = []
    for i in range(1000, 1003):
        functions.append(lambda i=i: i)
    check("defaults of lambdas", [f() for f in functions], [1000, 1001, 1002])
    cells = []
    for i in range(1000, 1003):
        def cell(value=None):
            return i
        cells.append(cell)
    check("a cell", [f() for f in cells], [1002] * 3)
    table = {}
    for i in range(1000, 1003):
        table[i] = i
    check("keys", table, {1000: 1000, 1001: 1001, 1002: 1002})
    for i in range(1000, 1003):
        last = i
    for i in range(2000, 2003):
        pass
    check("after the loop", (last, i), (1002, 2002))
    check("both ends", [i for i in range(254, 260)], [254, 255, 256, 257, 258, 259])
    total = 0
    for i in range(10, -300, -100):
        total += i
    check("backwards", total, 10 - 90 - 190 - 290)


def generated():
    for i in range(1000, 1004):
        yield i


def operands():
    a = 1000
    a = a + a
    check("a + a", a, 2000)
    a = a * a - a
    check("a * a - a", a, 3998000)
    b = 3000
    a = b - a
    check("b - a", (a, b), (-3995000, 3000))
    x = 1.25
    x = x * x + x
    check("x * x + x", x, 2.8125)
    one, two = 1, 1
    for _ in range(120):
        one, two = two, one + two
    check("large", one, 8670007398507948658051921)
    n = 2**62
    n += 2**62
    check("beyond 64 bits", n, 2**63)
    n -= 1
    check("within 64 bits", n, 2**63 - 1)
    n = n * 4
    n -= n
    check("nothing left", n, 0)
    check("is a small int", n is 0 + 0, True)
    def assigned_within(f):
        v = 1000
        return f(v, (v := v + 1), v)
    check("assigned among arguments", assigned_within(lambda *a: a), (1000, 1001, 1001))


def frames():
    n = 1000
    before = dict(sys._getframe().f_locals)
    n += 1
    check("f_locals", (before["n"], n), (1000, 1001))
    try:
        for i in range(1000, 2000):
            if i == 1500:
                raise ValueError(i)
    except ValueError as error:
        caught = error
    for i in range(3000, 3003):
        pass
    check("an exception's argument", caught.args, (1500,))


def shared(results):
    n = 100_000
    results.append(n)
    for _ in range(1000):
        n += 1
    results.append(n)


for _ in range(50):
    other_names()
    constants()
    check("default", default(), (1001, 5.0))
    loop_variables()
    check("generator", list(generated()), [1000, 1001, 1002, 1003])
    operands()
    frames()
results = []
threads = [threading.Thread(target=shared, args=(results,)) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
check("threads", sorted(results), [100_000] * 4 + [101_000] * 4)
print("BAD " + "; ".join(wrong[:5]) if wrong else "OK")
