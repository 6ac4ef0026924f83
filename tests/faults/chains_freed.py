# once
"""A chain of 100,000 objects is freed without using stack for each object."""
import functools
import itertools
import weakref

LINKS = 100_000


def nest(wrap, last=None):
    value = last
    for _ in range(LINKS):
        value = wrap(value)
    return value


class Node:
    def __init__(self, next):
        self.next = next


class Slotted:
    __slots__ = ("next",)

    def __init__(self, next):
        self.next = next


class Method:
    def __init__(self, next):
        self.next = next

    def call(self):
        pass


def generator(inner):
    yield inner


def begun(inner):
    made = suspended(inner)
    next(made)
    return made


def suspended(inner):
    yield None
    yield inner


def closure(inner):
    return lambda: inner


def called_back(inner):
    """The callback of a weak reference holds the next link; the object and the reference are freed together."""
    made = Node(None)
    made.next = Node(None)
    made.reference = weakref.ref(made.next, lambda _, inner=inner: None)
    return made


def error(inner):
    made = ValueError()
    made.__cause__ = inner
    return made


def context(inner):
    made = KeyError()
    made.__context__ = inner
    return made


KINDS = {
    "list": lambda x: [x],
    "tuple": lambda x: (x,),
    "dict": lambda x: {"key": x},
    "instance": Node,
    "slots": Slotted,
    "exception": error,
    "context": context,
    "exception arguments": lambda x: ValueError(x),
    "generator": generator,
    "default": lambda x: (lambda y=x: y),
    "partial": lambda x: functools.partial(print, x),
    "method": lambda x: Method(x).call,
    "map": lambda x: map(str, x or ()),
    "zip": lambda x: zip(x or ()),
    "enumerate": lambda x: enumerate(x or ()),
    "filter": lambda x: filter(None, x or ()),
    "reversed": lambda x: reversed([x]),
    "list iterator": lambda x: iter([x]),
    "slice": lambda x: slice(x),
    "frozendict view": lambda x: {"key": x}.values(),
    "property": lambda x: property(x),
    "bound built-in": lambda x: [x].append,
    "memoryview": lambda x: x if x is None else [memoryview(b""), x],
    "generator that has begun": begun,
    "closure": closure,
    "chain": lambda x: itertools.chain(x or (), [1]),
    "islice": lambda x: itertools.islice(x or (), 3),
    "callback of a weak reference": called_back,
    "type alias": lambda x: list[x] if x is None else (list[int], x),
}

for name, wrap in KINDS.items():
    chain = nest(wrap)
    del chain
    print(name)
