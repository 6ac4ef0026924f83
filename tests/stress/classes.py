"""Classes and attributes that threads change while others use them: existing attributes must not disappear."""

import functools
import threading

from rounds import THREADS, Round, main

TIMES = 40


def new_class(rng):
    class Thing:
        lock = threading.Lock()
        count = 0
        kept = "kept"

        def method(self):
            return "method"

        @property
        def value(self):
            return "value"

    return Thing


def change_class(cls, number, rng):
    """Sets and deletes its own attributes, and reads those that no thread changes."""
    thing = cls()
    for n in range(TIMES):
        setattr(cls, f"own_{number}", n)
        assert getattr(cls, f"own_{number}") == n
        assert (thing.kept, thing.method(), thing.value) == ("kept", "method", "value")
        with cls.lock:
            cls.count += 1
        if n % 3 == 0:
            delattr(cls, f"own_{number}")
            assert not hasattr(thing, f"own_{number}")


def counted(cls):
    return "" if cls.count == THREADS * TIMES else f"count is {cls.count}"


def change_instance(pair, number, rng):
    thing, _ = pair
    for n in range(TIMES):
        setattr(thing, f"t{number}_{n}", n)
    for n in range(0, TIMES, 2):
        delattr(thing, f"t{number}_{n}")


def instance_has(pair):
    thing, _ = pair
    want = {f"t{number}_{n}" for number in range(THREADS) for n in range(1, TIMES, 2)}
    have = set(vars(thing))
    gone = [name for name in want if not hasattr(thing, name)]
    return "" if have == want and not gone else f"missing {want - have}, too many {have - want}, not found {gone}"


class Slotted:
    __slots__ = ("a", "b", "c", "d")


def change_slots(thing, number, rng):
    name = "abcd"[number]
    for n in range(TIMES):
        setattr(thing, name, (number, n))
        assert getattr(thing, name) == (number, n)
        if n % 5 == 0:
            delattr(thing, name)
            assert not hasattr(thing, name)
            setattr(thing, name, (number, n))


def slots_have(thing):
    have = [getattr(thing, name, None) for name in "abcd"]
    return "" if have == [(number, TIMES - 1) for number in range(THREADS)] else repr(have)


def change_bases(state, number, rng):
    base, other, cls, thing = state
    for n in range(TIMES // 4):
        if number == 0:
            cls.__bases__ = (other,) if n % 2 == 0 else (base,)
        elif number == 1:
            base.added = n
            other.added = n
        else:
            assert thing.name() in ("base", "other")


def new_bases(rng):
    class Base:
        def name(self):
            return "base"

    class Other:
        def name(self):
            return "other"

    class Derived(Base):
        pass

    return Base, Other, Derived, Derived()


def change_type(state, number, rng):
    first, second, thing = state
    for n in range(TIMES):
        if number == 0:
            thing.__class__ = second if n % 2 == 0 else first
        else:
            assert thing.name() in ("first", "second")


def new_types(rng):
    class First:
        def name(self):
            return "first"

    class Second:
        def name(self):
            return "second"

    return First, Second, First()


def define_classes(seen, number, rng):
    for n in range(TIMES // 4):

        class Base:
            pass

        class Derived(Base):
            def __init__(self):
                self.n = n

        thing = Derived()
        assert isinstance(thing, Base) and thing.n == n and Base.__subclasses__() == [Derived]
        seen.append(type(thing).__name__)


def new_cached(rng):
    made = []
    lock = threading.Lock()

    class Thing:
        @functools.cached_property
        def value(self):
            with lock:
                made.append(1)
            return 7

        @staticmethod
        @functools.lru_cache(maxsize=16)
        def squared(n):
            return n * n

    return Thing()


def use_cached(thing, number, rng):
    for n in range(TIMES):
        assert thing.value == 7
        k = rng.randrange(40)
        assert thing.squared(k) == k * k


ROUNDS = {
    "class attributes": Round(new_class, change_class, counted),
    "instance attributes": Round(lambda rng: (type("O", (), {})(), None), change_instance, instance_has),
    "slots": Round(lambda rng: Slotted(), change_slots, slots_have),
    "bases": Round(new_bases, change_bases, lambda state: ""),
    "__class__": Round(new_types, change_type, lambda state: ""),
    "new classes": Round(
        lambda rng: [], define_classes, lambda seen: "" if len(seen) == THREADS * (TIMES // 4) else f"{len(seen)} seen"
    ),
    "caches": Round(new_cached, use_cached, lambda thing: ""),
}

if __name__ == "__main__":
    main(ROUNDS)
