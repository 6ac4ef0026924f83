"""Containers that threads change, by each method that changes them: each item is still there or was removed exactly once.

A step is a function of the container, an item and a list for the removed items. A step that adds an item gets a new one. A
step that removes an item by name or value gets one that the thread has added before, which another may have removed since.
Each method is atomic; the order of the threads is open.
"""

import array
import collections

from rounds import Round, main

ITEMS = 30


def take(taken, operation, *errors):
    """Append what an operation removed; nothing if there was nothing."""
    try:
        taken.append(operation())
    except errors:
        pass


def drop(taken, item, operation, *errors):
    """Remove an item by its name or value."""
    try:
        operation()
    except errors:
        return
    taken.append(item)


def add_list(x, item, taken):
    x += [item]


def set_slice(x, item, taken):
    # At the end, where no item is replaced.
    x[len(x) + 1000 :] = [item]


def remove_list(x, item, taken):
    drop(taken, item, lambda: x.remove(item), ValueError)


def delete_key(x, item, taken):
    drop(taken, item, lambda: x.__delitem__(item), KeyError)


def set_key(x, item, taken):
    x[item] = item


def or_dict(x, item, taken):
    x |= {item: item}


def add_set(x, item, taken):
    x |= {item}


def toggle_set(x, item, taken):
    x ^= {item}


LIST = {
    "append": lambda x, item, taken: x.append(item),
    "extend": lambda x, item, taken: x.extend([item]),
    "insert": lambda x, item, taken: x.insert(len(x) // 2, item),
    "+=": add_list,
    "slice": set_slice,
    "pop": lambda x, item, taken: take(taken, x.pop, IndexError),
    "pop(0)": lambda x, item, taken: take(taken, lambda: x.pop(0), IndexError),
    "remove": remove_list,
    "reverse": lambda x, item, taken: x.reverse(),
}
DICT = {
    "[]=": set_key,
    "setdefault": lambda x, item, taken: x.setdefault(item, item),
    "update": lambda x, item, taken: x.update({item: item}),
    "|=": or_dict,
    "pop": lambda x, item, taken: drop(taken, item, lambda: x.pop(item), KeyError),
    "popitem": lambda x, item, taken: take(taken, lambda: x.popitem()[0], KeyError),
    "del": delete_key,
}
#: Steps that add no item.
TAKING = {"pop", "pop(0)", "popleft", "popitem", "remove", "del"}
MOVING = {"reverse", "rotate", "sort"}
KINDS = {
    "list": (list, LIST | {"sort": lambda x, item, taken: x.sort()}),
    "dict": (dict, DICT),
    "set": (
        set,
        {
            "add": lambda x, item, taken: x.add(item),
            "update": lambda x, item, taken: x.update([item]),
            "|=": add_set,
            "^=": toggle_set,
            "pop": lambda x, item, taken: take(taken, x.pop, KeyError),
            "remove": lambda x, item, taken: drop(taken, item, lambda: x.remove(item), KeyError),
        },
    ),
    "deque": (
        collections.deque,
        {
            "append": lambda x, item, taken: x.append(item),
            "appendleft": lambda x, item, taken: x.appendleft(item),
            "extend": lambda x, item, taken: x.extend([item]),
            "extendleft": lambda x, item, taken: x.extendleft([item]),
            "insert": lambda x, item, taken: x.insert(len(x) // 2, item),
            "+=": add_list,
            "pop": lambda x, item, taken: take(taken, x.pop, IndexError),
            "popleft": lambda x, item, taken: take(taken, x.popleft, IndexError),
            "remove": remove_list,
            "rotate": lambda x, item, taken: x.rotate(1),
            "reverse": lambda x, item, taken: x.reverse(),
        },
    ),
    "defaultdict": (lambda: collections.defaultdict(list), DICT),
    "Counter": (collections.Counter, {name: DICT[name] for name in ("[]=", "setdefault", "pop", "popitem")}),
    "OrderedDict": (
        collections.OrderedDict,
        {name: DICT[name] for name in ("[]=", "setdefault", "pop", "popitem", "del")},
    ),
    "array": (lambda: array.array("q"), {name: LIST[name] for name in LIST if name not in ("+=", "slice")}),
    "bytearray": (bytearray, {name: LIST[name] for name in LIST if name not in ("+=", "slice")}),
}


def rounds(kind):
    make, steps = KINDS[kind]
    # A byte contains the number of its thread; elsewhere each item is different.
    item_of = (lambda number, n: number) if kind == "bytearray" else (lambda number, n: number * 1000 + n)

    def work(thing, number, rng):
        container, put, taken = thing
        mine, out = [], []
        for n in range(ITEMS):
            name = rng.choice(list(steps))
            if name in TAKING | MOVING:
                steps[name](container, rng.choice(mine) if mine else item_of(number, n), out)
            else:
                item = item_of(number, n)
                steps[name](container, item, out)
                mine.append(item)
        put.extend(mine)
        taken.extend(out)

    def check(thing):
        container, put, taken = thing
        there = collections.Counter(list(container))
        want = collections.Counter(put)
        want.subtract(taken)
        wrong = {item: (there[item], want[item]) for item in there.keys() | want.keys() if there[item] != want[item]}
        return f"(there, wanted) of each that is wrong: {wrong}" if wrong else ""

    return Round(lambda rng: (make(), [], []), work, check)


ROUNDS = {kind: rounds(kind) for kind in KINDS}

if __name__ == "__main__":
    main(ROUNDS)
