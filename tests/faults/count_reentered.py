# once
"""`itertools.count` and `__getstate__` call Python code that calls them again."""
import copyreg
import itertools


class Step:
    def __init__(self, value):
        self.value = value

    def __radd__(self, other):
        if len(seen) < 3:
            seen.append(None)
            seen.append(next(counter))
        return other + self.value

    def __float__(self):
        return float(self.value)


seen = []
counter = itertools.count(10, Step(2))
print(type(next(counter)).__name__, next(counter) > 10, len(seen))


class Slotted:
    __slots__ = ("a", "b")

    def __getattribute__(self, name):
        if name == "a":
            # Changes the list during its iteration; no thread may wait while it holds the list's lock.
            type(self).__slotnames__.reverse()
        return object.__getattribute__(self, name)


thing = Slotted()
thing.a, thing.b = 1, 2
copyreg._slotnames(Slotted)
print(thing.__getstate__()[0])
