# once
"""A call continues in the loop of its caller: what is raised, traced, stopped or looked at on the way is as if it did not."""
import _thread
import gc
import signal
import sys
import threading
import traceback
import weakref

wrong = []
# What has died, and references to what should have. A collection of another thread keeps what it looks at alive for a moment.
deaths, references = [], []


def check(name, got, want):
    if got != want:
        wrong.append(f"{name}: {got!r} instead of {want!r}")


def raises(n):
    if n == 0:
        raise ValueError("deep")
    return raises(n - 1)


def cleans(n, log):
    try:
        return raises(n)
    finally:
        log.append(n)


def catches(log):
    for n in range(5):
        try:
            cleans(n, log)
        except ValueError as error:
            frames = traceback.extract_tb(error.__traceback__)
            log.append([frame.name for frame in frames])
    return log


class Base:
    def __init__(self, value):
        self.value = value


class Child(Base):
    def __init__(self, value):
        super().__init__(value)
        self.twice = value * 2


class Returns:
    def __init__(self):
        return 5


class Raises:
    def __init__(self, log):
        self.log = log
        raise KeyError("in init")

    def __del__(self):
        self.log.append("died")


def objects():
    log = []
    for _ in range(20):
        child = Child(3)
        check("child", (child.value, child.twice), (3, 6))
        try:
            Returns()
        except TypeError as error:
            check("returns", str(error), "__init__() should return None, not 'int'")
            check("returns, frames", len(traceback.extract_tb(error.__traceback__)), 1)
        else:
            wrong.append("__init__ returned a value")
        try:
            Raises(log)
        except KeyError as error:
            check("raises", [f.name for f in traceback.extract_tb(error.__traceback__)], ["objects", "__init__"])
    deaths.append(log)
    if threading.active_count() == 1:
        check("died", log, ["died"] * 20)


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def limits():
    for _ in range(3):
        check("deep", depth(800), 800)
        try:
            depth(100_000)
        except RecursionError as error:
            check("limit", str(error).startswith("maximum recursion depth exceeded"), True)
        else:
            wrong.append("no RecursionError")


def names():
    frame = sys._getframe()
    found = []
    while frame:
        found.append((frame.f_code.co_name, frame.f_lineno))
        frame = frame.f_back
    return found


def middle(): return names()


def chain():
    for _ in range(20):
        found = middle()
        check("chain", [name for name, _ in found[:3]], ["names", "middle", "chain"])
        check("line", found[1][1], middle.__code__.co_firstlineno)


def locals_kept(keep):
    inner = "inner"
    keep.append(sys._getframe())
    return inner


def escaped():
    keep = []
    for _ in range(20):
        locals_kept(keep)
    check("frames kept", {frame.f_locals["inner"] for frame in keep}, {"inner"})
    check("back", {frame.f_back.f_code.co_name for frame in keep}, {"escaped"})


def traced():
    calls = []

    def trace(frame, event, arg):
        calls.append((frame.f_code.co_name, event))
        return trace

    def work(n):
        return depth(n)

    for _ in range(20):
        work(2)
    sys.settrace(trace)
    work(1)
    sys.settrace(None)
    work(2)
    entered = [name for name, event in calls if event == "call"]
    left = [name for name, event in calls if event == "return"]
    check("calls traced", entered, ["work", "depth", "depth"])
    check("returns traced", left, ["depth", "depth", "work"])

    starts_within = []

    def start():
        sys.settrace(lambda frame, event, arg: starts_within.append(frame.f_code.co_name))

    for attempt in range(20):
        start()
        depth(1)
        sys.settrace(None)
    check("trace begun in a callee", starts_within, ["depth", "depth"] * 20)


def signalled():
    hits = []

    def handler(number, frame):
        hits.append(frame.f_code.co_name)
        raise InterruptedError("stop")

    old = signal.signal(signal.SIGINT, handler)

    def endless():
        while True:
            depth(3)
            if len(hits) == 0:
                signal.raise_signal(signal.SIGINT)

    try:
        endless()
    except InterruptedError:
        pass
    finally:
        signal.signal(signal.SIGINT, old)
    check("signal", len(hits), 1)


class Dying:
    def __init__(self, log):
        self.log = log

    def __del__(self):
        frame = sys._getframe(1)
        self.log.append((frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))


def drops(log):
    value = Dying(log)
    value = None
    other = Dying(log)
    return 1


def finalized():
    log = []
    for _ in range(10):
        drops(log)
    check("finalizers", [name for name, _ in log], ["drops", "drops"] * 10 if log[1][0] == "drops" else ["drops", "finalized"] * 10)
    check("finalizer's line", {line for name, line in log[::2]}, {2})


def generators():
    def numbers(n):
        for i in range(n):
            yield depth(i)

    def delegates(n):
        result = yield from numbers(n)
        return result

    for _ in range(20):
        check("generators", list(delegates(5)), [0, 1, 2, 3, 4])
    broken = numbers(5)
    next(broken)
    try:
        broken.throw(ValueError("thrown"))
    except ValueError:
        pass
    check("after throw", list(broken), [])


def keyword(a, *, b=2, **rest):
    return a, b, rest


def bound():
    class Adds:
        def __init__(self, n):
            self.n = n

        def add(self, m):
            return self.n + m

        @property
        def next(self):
            return self.add(1)

        def __call__(self, m):
            return self.add(m)

    adds = Adds(5)
    method = adds.add
    for i in range(30):
        check("bound", (method(i), adds.add(i), adds(i), adds.next), (5 + i, 5 + i, 5 + i, 6))
        check("keywords", keyword(i, b=i, c=1), (i, i, {"c": 1}))
    Adds.add = lambda self, m: -m
    check("method replaced", adds.add(3), -3)
    reference = weakref.ref(adds)
    del adds, method
    references.append(reference)
    if threading.active_count() == 1:
        check("object freed", reference(), None)


def rebinding():
    global target
    seen = []
    for i in range(30):
        seen.append(target())
        if i == 10:
            target = second
        if i == 20:
            target = third
    check("global rebound", (seen.count(1), seen.count(2), seen.count(3)), (11, 10, 9))
    check("builtin shadowed", [shadowed("abc") for _ in range(10)], [3] * 10)
    globals()["len"] = lambda value: -1
    check("builtin shadowed now", [shadowed("abc") for _ in range(10)], [-1] * 10)
    del globals()["len"]
    check("builtin again", [shadowed("abc") for _ in range(10)], [3] * 10)


def shadowed(value):
    return len(value)


def target(): return 1
def second(): return 2
def third(): return 3


def interrupted():
    caught = 0
    for _ in range(20):
        try:
            _thread.interrupt_main()
        except KeyboardInterrupt:
            caught += 1
    check("interrupted within the try", caught, 20)


def everything():
    for part in (objects, limits, chain, escaped, finalized, generators, bound):
        part()
    log = catches([])
    check("caught", log[:2], [0, ["catches", "cleans", "raises"]])
    check("caught last", log[-1], ["catches", "cleans"] + ["raises"] * 5)


rebinding()
everything()
traced()
signalled()
interrupted()
threads = [threading.Thread(target=everything) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
gc.collect()
check("died in the end", deaths, [["died"] * 20] * 5)
check("freed in the end", [reference() for reference in references], [None] * 5)
target = first = lambda: 1
rebinding()
print("BAD " + "; ".join(wrong[:5]) if wrong else "OK")
