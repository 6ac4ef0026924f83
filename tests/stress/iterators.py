"""Iterators and generators that threads share: they return no item that does not exist, and nothing breaks.

CPython's free-threaded build guarantees only that most iterators stay consistent, so an item may be returned twice. A
generator rejects the second thread, and `itertools.count` returns each number once.
"""

import itertools

from rounds import Round, main

COUNT = 60


def take(state, number, rng):
    iterator, got = state
    mine = got[number]
    while len(mine) < 4 * COUNT:
        try:
            mine.append(next(iterator))
        except StopIteration:
            return
        except (ValueError, RuntimeError):
            # A generator that another thread is running; a dict whose size has changed.
            continue


def shared(make_iterator):
    return lambda rng: (make_iterator(rng), [[] for _ in range(4)])


def within(expected):
    def check(state):
        _, got = state
        strange = [item for mine in got for item in mine if item not in expected]
        return f"strange items {strange[:3]}" if strange else ""

    return check


def each_once(expected):
    def check(state):
        _, got = state
        items = sorted(item for mine in got for item in mine)
        return "" if items == sorted(expected) else f"{len(items)} items of {len(expected)}, {items[:5]} ..."

    return check


def numbers(rng):
    for n in range(COUNT):
        yield n


def count_once(state):
    _, got = state
    items = sorted(item for mine in got for item in mine)
    return "" if items == list(range(len(items))) else f"numbers twice or left out: {items[:9]} ..."


ITEMS = [f"item {n}" for n in range(COUNT)]
ROUNDS = {
    "generator": Round(shared(numbers), take, each_once(range(COUNT))),
    "generator expression": Round(shared(lambda rng: (n for n in range(COUNT))), take, each_once(range(COUNT))),
    "count": Round(shared(lambda rng: itertools.count()), take, count_once),
    "list": Round(shared(lambda rng: iter(list(ITEMS))), take, within(set(ITEMS))),
    "tuple": Round(shared(lambda rng: iter(tuple(ITEMS))), take, within(set(ITEMS))),
    "str": Round(shared(lambda rng: iter("abcdefgh" * 8)), take, within(set("abcdefgh"))),
    "bytes": Round(shared(lambda rng: iter(bytes(range(COUNT)))), take, within(set(range(COUNT)))),
    "range": Round(shared(lambda rng: iter(range(COUNT))), take, within(set(range(COUNT)))),
    "reversed": Round(shared(lambda rng: reversed(list(ITEMS))), take, within(set(ITEMS))),
    "dict": Round(shared(lambda rng: iter(dict.fromkeys(ITEMS))), take, within(set(ITEMS))),
    "dict items": Round(
        shared(lambda rng: iter({item: item for item in ITEMS}.items())), take, within({(item, item) for item in ITEMS})
    ),
    "set": Round(shared(lambda rng: iter(set(ITEMS))), take, within(set(ITEMS))),
    "enumerate": Round(
        shared(lambda rng: enumerate(list(ITEMS))),
        take,
        lambda state: next((f"{n!r}, {item!r}" for mine in state[1] for n, item in mine if item not in ITEMS), ""),
    ),
    "zip": Round(
        shared(lambda rng: zip(list(ITEMS), list(ITEMS))),
        take,
        lambda state: next((f"{a!r}, {b!r}" for mine in state[1] for a, b in mine if a not in ITEMS or b not in ITEMS), ""),
    ),
    "map": Round(shared(lambda rng: map(str.upper, list(ITEMS))), take, within({item.upper() for item in ITEMS})),
    "filter": Round(shared(lambda rng: filter(None, list(ITEMS))), take, within(set(ITEMS))),
    "chain": Round(shared(lambda rng: itertools.chain(ITEMS[:30], ITEMS[30:])), take, within(set(ITEMS))),
    "cycle": Round(shared(lambda rng: itertools.cycle(list(ITEMS))), take, within(set(ITEMS))),
    "islice": Round(shared(lambda rng: itertools.islice(list(ITEMS), 0, COUNT, 2)), take, within(set(ITEMS))),
    "repeat": Round(shared(lambda rng: itertools.repeat("x", COUNT)), take, within({"x"})),
    "accumulate": Round(
        shared(lambda rng: itertools.accumulate([1] * COUNT)), take, within(set(range(1, 2 * COUNT)))
    ),
    "product": Round(
        shared(lambda rng: itertools.product("abc", "xyz")), take, within(set(itertools.product("abc", "xyz")))
    ),
    "combinations": Round(
        shared(lambda rng: itertools.combinations("abcdef", 2)), take, within(set(itertools.combinations("abcdef", 2)))
    ),
    "permutations": Round(
        shared(lambda rng: itertools.permutations("abcd", 2)), take, within(set(itertools.permutations("abcd", 2)))
    ),
    "pairwise": Round(
        shared(lambda rng: itertools.pairwise(list(ITEMS))),
        take,
        lambda state: next((repr(pair) for mine in state[1] for pair in mine if not set(pair) <= set(ITEMS)), ""),
    ),
}

if hasattr(itertools, "batched"):
    ROUNDS["batched"] = Round(
        shared(lambda rng: itertools.batched(list(ITEMS), 3)),
        take,
        lambda state: next((repr(some) for mine in state[1] for some in mine if not set(some) <= set(ITEMS)), ""),
    )

if __name__ == "__main__":
    main(ROUNDS)
