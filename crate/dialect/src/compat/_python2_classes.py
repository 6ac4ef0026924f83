"""Adds Python 3's special methods to classes that define those of Python 2."""

import builtins

RENAMED = {
    "__div__": "__truediv__",
    "__idiv__": "__itruediv__",
    "__long__": "__int__",
    "__rdiv__": "__rtruediv__",
    "next": "__next__",
}
COMPARISONS = {
    "__eq__": lambda order: order == 0,
    "__ge__": lambda order: order >= 0,
    "__gt__": lambda order: order > 0,
    "__le__": lambda order: order <= 0,
    "__lt__": lambda order: order < 0,
    "__ne__": lambda order: order != 0,
}
SLICES = {
    "__delslice__": "__delitem__",
    "__getslice__": "__getitem__",
    "__setslice__": "__setitem__",
}
OLD_NAMES = {
    *RENAMED,
    *SLICES,
    "__cmp__",
    "__coerce__",
    "__eq__",
    "__metaclass__",
    "__nonzero__",
    "__repr__",
    "__str__",
    "__unicode__",
}
# `sys.maxsize` of a 64-bit Python 2: the end of a slice without one.
END_OF_SLICE = 2**63 - 1


def _forward(old):
    # Looked up by name at the time of the call, because a subclass may override it.
    return lambda self, *args: getattr(self, old)(*args)


def _bool(self):
    return bool(self.__nonzero__())


def _unanswered(self, other):
    return NotImplemented


def _comparison(test):
    def compare(self, other):
        order = self.__cmp__(other)
        return order if order is NotImplemented else test(order)

    return compare


def _by_slice(old, new, item_method):
    """Return an item method that forwards plain slices to the separate method of Python 2."""

    def method(self, key, *value):
        if isinstance(key, slice) and key.step is None:
            start = 0 if key.start is None else key.start
            stop = END_OF_SLICE if key.stop is None else key.stop
            if start < 0 or stop < 0:
                length = len(self)
                start, stop = (end + length if end < 0 else end for end in (start, stop))
            return getattr(self, old)(start, stop, *value)
        if item_method is None:
            # Look up the method of a base class as if this method did not exist.
            for owner in type(self).__mro__:
                found = owner.__dict__.get(new)
                if found is not None and found is not method:
                    return found(self, key, *value)
            raise TypeError(f"{type(self).__name__!r} object has no {new} for {key!r}")
        return item_method(self, key, *value)

    return method


def _decoded(function):
    """Return a `__str__` for one that returns bytes, the encoded text, as in Python 2."""

    def method(self):
        text = function(self)
        return text.decode() if isinstance(text, bytes) else text

    method.__name__ = method.__qualname__ = function.__name__
    method.__doc__ = function.__doc__
    return method


def _encodes(function):
    code = getattr(function, "__code__", None)
    return code is not None and ("encode" in code.co_names or "__unicode__" in code.co_names)


def _is_inherited(bases, name):
    """Return whether a base class has a method `name` other than object's; `int` also compared by `__cmp__`."""
    common = (getattr(object, name, None), getattr(int, name, None))
    return any(getattr(base, name, None) not in common for base in bases)


def adapt(namespace, bases, is_classic):
    """Add the methods of Python 3 to the namespace of a class."""
    if "__coerce__" in namespace:
        raise TypeError("__coerce__ is not supported: Python 3 has no coercion")
    defines_equality = "__eq__" in namespace or "__cmp__" in namespace
    for old, new in RENAMED.items():
        # `next` may be data, such as the next node of a list.
        if callable(namespace.get(old)) and new not in namespace:
            namespace[new] = _forward(old)
    if "__nonzero__" in namespace:
        namespace.setdefault("__bool__", _bool)
    if "__cmp__" in namespace:
        for name, test in COMPARISONS.items():
            if name not in namespace and not _is_inherited(bases, name):
                namespace[name] = _comparison(test)
    elif "__eq__" in namespace and "__ne__" not in namespace and not _is_inherited(bases, "__ne__"):
        # Python 3 would negate `__eq__`. Python 2 compares identity if no operand implements the comparison.
        namespace["__ne__"] = _unanswered
    if defines_equality and not is_classic and "__hash__" not in namespace:
        # Python 3 would remove the hash.
        namespace["__hash__"] = bases[0].__hash__ if bases else object.__hash__
    for old, new in SLICES.items():
        if old in namespace:
            namespace[new] = _by_slice(old, new, namespace.get(new))
    if "__unicode__" in namespace and "__str__" not in namespace:
        if not _is_inherited(bases, "__str__"):
            namespace["__str__"] = _forward("__unicode__")
    for name in ("__repr__", "__str__"):
        if _encodes(namespace.get(name)):
            namespace[name] = _decoded(namespace[name])


def _prepares(bases):
    """Return whether a metaclass creates the namespace itself, like that of `enum`."""
    return any(
        "__prepare__" in vars(owner) for base in bases for owner in type(base).__mro__ if owner is not type
    )


def build_class(body, name, *bases, **kwargs):
    """Execute a `class` statement, in place of `builtins.__build_class__`."""
    default = body.__globals__.get("__metaclass__") if not bases else None
    is_plain = default is None and OLD_NAMES.isdisjoint(body.__code__.co_names)
    if kwargs or is_plain or _prepares(bases):
        return builtins.__build_class__(body, name, *bases, **kwargs)

    def make(name, bases, namespace):
        metaclass = namespace.get("__metaclass__", default)
        adapt(namespace, bases, not bases and metaclass is None)
        if metaclass is None:
            metaclass = type(bases[0]) if bases else type
        return metaclass(name, bases, namespace)

    return builtins.__build_class__(body, name, *bases, metaclass=make)
