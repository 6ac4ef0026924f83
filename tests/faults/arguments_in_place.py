# once
"""Arguments find their parameters in a call that continues in its caller's loop: defaults, keywords, `*args`, `**kwargs`, properties."""
import gc
import sys
import threading
import traceback
import weakref

wrong = []


def check(name, got, want):
    if got != want:
        wrong.append(f"{name}: {got!r} instead of {want!r}")


def plain(a, b=2, c=3):
    return a, b, c


def only(a, *, k=10, m):
    return a, k, m


def rest(a, b=2, *args, k=5, **kwargs):
    return a, b, args, k, kwargs


def first(a, b=1, /, c=2, *, d=3):
    return a, b, c, d


def gathers(*args, **kwargs):
    return args, kwargs


def cells(a, b=7, *args, k=9):
    def inner():
        return a, b, args, k
    return inner


class Base:
    def __init__(self, x, y=4, *, z=6):
        self.x, self.y, self.z = x, y, z

    def method(self, a=1, *args, k=2):
        return self.x, a, args, k

    def gathers(*args, **kwargs):
        return len(args), kwargs

    @property
    def double(self):
        return self.x * 2

    @property
    def raises(self):
        raise ValueError("property")

    @property
    def deep(self):
        return self.deep

    @staticmethod
    def static(a, b=3):
        return a, b

    @classmethod
    def of_class(cls, a, b=3, **kwargs):
        return cls.__name__, a, b, kwargs


def calls():
    seen = []
    for _ in range(40):
        base = Base(1)
        bound = base.method
        seen = [
            plain(1), plain(1, 5), plain(1, c=6), plain(c=1, a=2), plain(1, b=2, c=4),
            only(1, m=2), only(m=3, a=4, k=5),
            rest(1), rest(1, 2, 3, 4), rest(1, k=7), rest(b=3, a=4), rest(1, 2, 3, k=4),
            first(1), first(1, 2, 3), first(1, d=5), first(1, c=4),
            gathers(), gathers(1, 2), cells(1)(), cells(1, 2, 3, k=4)(),
            (Base(1, 2).y, Base(1, z=9).z, Base(x=3, y=1).x),
            base.method(), base.method(5), base.method(5, 6, 7), base.method(k=8), base.method(a=3),
            bound(), bound(1, 2), bound(k=3), bound(4, k=3),
            base.gathers(1), base.gathers(), base.double, Base.static(1), Base.static(1, b=4), Base.of_class(1),
            Base.of_class(1, b=4), base.of_class(1, 2),
        ]
    return seen


WANTED = [
    (1, 2, 3), (1, 5, 3), (1, 2, 6), (2, 2, 1), (1, 2, 4),
    (1, 10, 2), (4, 5, 3),
    (1, 2, (), 5, {}), (1, 2, (3, 4), 5, {}), (1, 2, (), 7, {}), (4, 3, (), 5, {}), (1, 2, (3,), 4, {}),
    (1, 1, 2, 3), (1, 2, 3, 3), (1, 1, 2, 5), (1, 1, 4, 3),
    ((), {}), ((1, 2), {}), (1, 7, (), 9), (1, 2, (3,), 4),
    (2, 9, 3),
    (1, 1, (), 2), (1, 5, (), 2), (1, 5, (6, 7), 2), (1, 1, (), 8), (1, 3, (), 2),
    (1, 1, (), 2), (1, 1, (2,), 2), (1, 1, (), 3), (1, 4, (), 3),
    (2, {}), (1, {}), 2, (1, 3), (1, 4), ("Base", 1, 3, {}),
    ("Base", 1, 4, {}), ("Base", 1, 2, {}),
]


def named():
    """Keywords that no parameter has go to `**kwargs`, each call its own."""
    kept = []
    for n in range(30):
        kept.append(gathers(n, x=n)[1])
        kept.append(rest(n, y=n)[4])
    return kept == [{"x": n // 2} if n % 2 == 0 else {"y": n // 2} for n in range(60)]


def message(call):
    for _ in range(12):
        try:
            call()
        except TypeError as error:
            text = str(error)
    return text


def refused():
    return [
        message(lambda: plain()), message(lambda: plain(1, 2, 3, 4)), message(lambda: plain(1, d=4)), message(lambda: plain(1, a=4)),
        message(lambda: only(1)), message(lambda: first(1, b=2)), message(lambda: Base(1).method(x=1)),
    ]


REFUSED = [
    "plain() missing 1 required positional argument: 'a'",
    "plain() takes from 1 to 3 positional arguments but 4 were given",
    "plain() got an unexpected keyword argument 'd'",
    "plain() got multiple values for argument 'a'",
    "only() missing 1 required keyword-only argument: 'm'",
    "first() got some positional-only arguments passed as keyword arguments: 'b'",
    "Base.method() got an unexpected keyword argument 'x'",
]


def changed():
    """Defaults that change between two calls."""
    def f(a, b=1, *, k=2):
        return a, b, k
    seen = []
    for n in range(30):
        if n == 10:
            f.__defaults__ = (5,)
        if n == 15:
            f.__kwdefaults__ = {"k": 6}
        if n == 20:
            f.__kwdefaults__["k"] = 7
        if n == 25:
            f.__defaults__ = None
        try:
            seen.append(f(0))
        except TypeError as error:
            seen.append(str(error))
    return [seen[9], seen[10], seen[15], seen[20], seen[25]]


def properties():
    base, names, kinds = Base(2), [], set()
    for _ in range(20):
        try:
            base.raises
        except ValueError as error:
            names = [frame.name for frame in traceback.extract_tb(error.__traceback__)]
        if len(kinds) < 1:
            try:
                base.deep
            except RecursionError:
                kinds.add("deep")
    return names, kinds


class Held:
    pass


def kept():
    """An argument dies with the call."""
    references = []

    def holds(a, b=None, *args, k=None):
        references.append(weakref.ref(k or a))

    for n in range(20):
        holds(Held())
        holds(1, k=Held())
        holds(Held(), 2, 3)
    gc.collect()
    return [reference() for reference in references] == [None] * 60


def everything():
    check("calls", calls(), WANTED)
    check("named", named(), True)
    check("refused", refused(), REFUSED)
    check("changed", changed(), [(0, 1, 2), (0, 5, 2), (0, 5, 6), (0, 5, 7), "changed.<locals>.f() missing 1 required positional argument: 'b'"])
    check("properties", properties(), (["properties", "raises"], {"deep"}))
    check("kept", kept(), True)


everything()
threads = [threading.Thread(target=everything) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("BAD " + "; ".join(wrong[:5]) if wrong else "OK")
