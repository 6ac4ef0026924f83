# once
"""A value that is nested 100,000 deep can be compared, hashed, printed and serialised, or raises an error in Python."""

import copy
import marshal
import pickle

DEPTH = 100_000


def nest(wrap):
    value = wrap(int)
    for _ in range(DEPTH):
        value = wrap(value)
    return value


def pair(value):
    return (value,)


def box(value):
    return [value]


deep, twin = nest(pair), nest(pair)
boxes, twins = nest(box), nest(box)
OPERATIONS = {
    "hash of tuples": lambda: hash(deep),
    "hash of frozensets": lambda: hash(nest(lambda x: frozenset([x]))),
    "hash of slices": lambda: hash(nest(slice)),
    "hash of aliases": lambda: hash(nest(lambda x: list[x])),
    "== of tuples": lambda: deep == twin,
    "< of tuples": lambda: deep < twin,
    "== of lists": lambda: boxes == twins,
    "== of dicts": lambda: nest(lambda x: {1: x}) == nest(lambda x: {1: x}),
    "repr of tuples": lambda: repr(deep),
    "repr of dicts": lambda: repr(nest(lambda x: {1: x})),
    "isinstance": lambda: isinstance(1, deep),
    "issubclass": lambda: issubclass(int, deep),
    "marshal": lambda: marshal.dumps(deep),
    "pickle": lambda: pickle.dumps(deep),
    "deepcopy": lambda: copy.deepcopy(boxes),
    "in": lambda: twin in [deep],
    "index": lambda: [deep].index(twin),
    "key": lambda: {deep: 1}[twin],
    "sort": lambda: sorted([deep, twin]),
    "max": lambda: max(deep, twin),
    "format": lambda: f"{deep}",
}

for name, operation in OPERATIONS.items():
    try:
        operation()
    except (RecursionError, ValueError) as error:
        if isinstance(error, RecursionError) or "too deeply nested" in str(error):
            continue
        print("BAD", name, error)
print("OK")
