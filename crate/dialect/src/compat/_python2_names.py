"""The built-in names of Python 2."""

import builtins
import sys

import _python2_printing
from _python2_attributes import Python2Value, with_cmp
from _python2_classes import build_class


def cmp(x, y):
    """Return -1, 0 or 1 if x is less than, equal to or greater than y. Raise TypeError if they have no order."""
    if x is y:
        return 0
    compare = getattr(type(x), "__cmp__", None)
    if compare is not None:
        order = compare(x, y)
        if order is not NotImplemented:
            return (order > 0) - (order < 0)
    if x == y:
        return 0
    return -1 if x < y else 1


def sorted(iterable, cmp=None, key=None, reverse=False):
    """`sorted` with a comparison function."""
    return builtins.sorted(iterable, key=with_cmp(cmp, key), reverse=bool(reverse))


def apply(function, args=(), kwargs={}):
    """Call function with a sequence and a mapping of arguments."""
    return function(*args, **kwargs)


def range_list(*args):
    """`range` as a list."""
    return list(range(*args))


def map_list(function, *iterables):
    """`map` as a list. None is the identity, and shorter iterables are extended with None."""
    if len(iterables) == 1:
        (items,) = iterables
        return list(items) if function is None else [function(item) for item in items]
    from itertools import zip_longest

    if not iterables:
        raise TypeError("map() requires at least two args")
    rows = zip_longest(*iterables)
    return list(rows) if function is None else [function(*row) for row in rows]


def filter_list(function, iterable):
    """`filter` as a string or a tuple if the argument is one, otherwise as a list."""
    kept = list(builtins.filter(function, iterable))
    if isinstance(iterable, str):
        return "".join(kept)
    return tuple(kept) if isinstance(iterable, tuple) else kept


def zip_list(*iterables):
    """`zip` as a list."""
    return list(builtins.zip(*iterables))


def round(number, ndigits=0):
    """Round half away from zero, to a float."""
    if type(number) not in (int, float, bool):
        return builtins.round(number, ndigits)
    number = float(number)
    rounded = builtins.round(number, ndigits)
    if rounded - rounded or not number:
        # Infinite, not a number or zero.
        return number
    above, below = number.as_integer_ratio()
    above, below = (above * 10**ndigits, below) if ndigits >= 0 else (above, below * 10**-ndigits)
    if 2 * above % (2 * below) != below:
        return rounded
    away = abs(above) // below + 1
    size = away / 10**ndigits if ndigits >= 0 else float(away * 10**-ndigits)
    return size if number > 0 else -size


def oct(number):
    """Return an integer as `0777`."""
    method = getattr(type(number), "__oct__", None)
    if method is not None:
        return method(number)
    return builtins.oct(number).replace("0o", "0") if number else "0"


def hex(number):
    """Return an integer as `0xff`."""
    method = getattr(type(number), "__hex__", None)
    return builtins.hex(number) if method is None else method(number)


def open(name, mode="r", buffering=-1, **kwargs):
    """Open a file. `U`, which accepted any line end, is now the default of text files."""
    mode = mode.replace("U", "")
    if mode[:1] not in ("r", "w", "a"):
        mode = "r" + mode
    if buffering == 0 and "b" not in mode:
        # Text cannot be unbuffered; line buffering comes closest.
        buffering = 1
    return builtins.open(name, mode, buffering, **kwargs)


def reload(module):
    """Run the module's code again. `sys` was reloaded for `setdefaultencoding`, which exists already."""
    import importlib

    return module if module is sys else importlib.reload(module)


def raw_input(prompt=""):
    """Read a line."""
    if _python2_printing.softspace(sys.stdout):
        sys.stdout.write(" ")
    return builtins.input(prompt)


def input(prompt=""):
    """Read a line and evaluate it in the caller's namespace."""
    caller = sys._getframe(1)
    return eval(raw_input(prompt), caller.f_globals, caller.f_locals)


def execfile(path, globals=None, locals=None):
    """Run the file at path, by default in the caller's namespace."""
    if globals is None:
        caller = sys._getframe(1)
        globals = caller.f_globals
        locals = caller.f_locals if locals is None else locals
    globals.setdefault("__builtins__", vars(sys.modules["__builtin__"]))
    with builtins.open(path) as file:
        code = builtins.compile(Python2Value.code(file.read()), path, "exec", dont_inherit=True)
    exec(code, globals, globals if locals is None else locals)


def compile(source, filename, mode, *rest, **kwargs):
    """Compile Python 2."""
    return builtins.compile(Python2Value.code(source), filename, mode, *rest, **kwargs)


def names():
    """Return the built-in names of Python 2 that differ from Python 3's."""
    from functools import reduce

    return {
        "StandardError": Exception,
        "__build_class__": build_class,
        "_py2": Python2Value,
        "apply": apply,
        "basestring": str,
        "buffer": memoryview,
        "cmp": cmp,
        "compile": compile,
        "execfile": execfile,
        "file": open,
        "filter": filter_list,
        "hex": hex,
        "input": input,
        "intern": sys.intern,
        "long": int,
        "map": map_list,
        "oct": oct,
        "open": open,
        "print": _python2_printing.print,
        "range": range_list,
        "raw_input": raw_input,
        "reduce": reduce,
        "reload": reload,
        "round": round,
        "sorted": sorted,
        "unichr": chr,
        "unicode": str,
        "xrange": range,
        "zip": zip_list,
    }
