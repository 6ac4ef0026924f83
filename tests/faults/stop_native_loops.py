# once
"""An interrupt ends an endless loop in native code within a second: over an iterator, or in a regular expression's match."""
import _thread
import collections
import itertools
import re
import threading
import time

endless = itertools.repeat(1)
LOOPS = {
    "sum": lambda: sum(endless),
    "deque": lambda: collections.deque(endless, maxlen=0),
    "any": lambda: any(itertools.repeat(0)),
    "all": lambda: all(endless),
    "max": lambda: max(endless),
    "min": lambda: min(endless),
    "in": lambda: -1 in itertools.count(),
    "index": lambda: next(filter(None, itertools.repeat(0))),
    "islice": lambda: next(itertools.islice(itertools.count(), 10**9, None)),
    "dropwhile": lambda: next(itertools.dropwhile(bool, endless)),
    "filterfalse": lambda: next(itertools.filterfalse(bool, endless)),
    "compress": lambda: next(itertools.compress(itertools.count(), itertools.repeat(0))),
    "set": lambda: set(itertools.cycle("ab")),
    "dict.fromkeys": lambda: dict.fromkeys(itertools.cycle("ab")),
    "zip": lambda: collections.deque(zip(endless, endless), maxlen=0),
    "map": lambda: collections.deque(map(abs, endless), maxlen=0),
    "chain": lambda: collections.deque(itertools.chain.from_iterable(itertools.repeat("ab")), maxlen=0),
    "update": lambda: set().update(itertools.cycle("ab")),
    "match": lambda: re.match("(a+)+b", "a" * 64),
    "fullmatch": lambda: re.fullmatch("(a|aa)+", "a" * 64 + "b"),
    "search": lambda: re.search("x(a+)+b", "x" + "a" * 64),
    "search by a set": lambda: re.search("[xy](a+)+b", "x" + "a" * 64),
    "search anywhere": lambda: re.search("(a+)+b", "c" + "a" * 64),
    "sub": lambda: re.sub("(a+)+b", "", "\N{SNOWMAN}" + "a" * 64),
    "split": lambda: re.split("(a+)+b", "a" * 64),
    "findall": lambda: re.findall(b"(a+)+b", b"a" * 64),
    "finditer": lambda: list(re.finditer("(a+)+b", "a" * 64)),
}

ready = threading.Semaphore(0)
looping = True


def interrupt():
    while True:
        ready.acquire()
        if not looping:
            return
        time.sleep(0.02)
        _thread.interrupt_main()


thread = threading.Thread(target=interrupt)
thread.start()
for name, loop in LOOPS.items():
    begin = None
    try:
        begin = time.monotonic()
        ready.release()
        loop()
        print("BAD", name, "ended")
    except KeyboardInterrupt:
        took = time.monotonic() - begin
        if took > 1:
            print("BAD", name, took)
looping = False
ready.release()
thread.join()
print("OK")
