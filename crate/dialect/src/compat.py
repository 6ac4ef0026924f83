"""Restores, for a Python 2 program, what Python 3 dropped.

The program itself has been rewritten to Python 3 syntax. `install(namespace)` adds the names it may still use to the
namespace of its `__main__`, makes modules importable under their old names, gives `threading` its old methods back and
silences the warnings that Python 2 would not have given. Importing this module does nothing but define functions.

Out of reach: methods of built-in types cannot be added from Python. The translator renames the calls it can be sure of
(`d.has_key(k)`, `d.iteritems()`); `str.decode`, `list.sort` with a comparison function and the like stay away. `/`
between two integers gives a float, and `dict.keys()` is a view.
"""

import builtins
import sys

# Old module name: the module that does its work now. Each is imported when the program asks for it.
MODULES = {
    "__builtin__": "builtins",
    "ConfigParser": "configparser",
    "Cookie": "http.cookies",
    "HTMLParser": "html.parser",
    "Queue": "queue",
    "SocketServer": "socketserver",
    "StringIO": "io",
    "UserDict": "collections",
    "UserList": "collections",
    "UserString": "collections",
    "cPickle": "pickle",
    "cStringIO": "io",
    "copy_reg": "copyreg",
    "dummy_thread": "_thread",
    "dummy_threading": "threading",
    "exceptions": "builtins",
    "htmlentitydefs": "html.entities",
    "repr": "reprlib",
    "thread": "_thread",
    "urlparse": "urllib.parse",
}


class RenamedModules:
    """Finds modules under the names they had in Python 2; both a finder and a loader."""

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        """Answers for the names in MODULES only."""
        if name not in MODULES:
            return None
        from importlib.machinery import ModuleSpec

        return ModuleSpec(name, cls)

    @staticmethod
    def create_module(spec):
        """Leaves the empty module that is about to be replaced to the import system."""
        return None

    @staticmethod
    def exec_module(module):
        """Puts the module of today in the place of the empty one, so that both names mean the same object."""
        from importlib import import_module

        sys.modules[module.__name__] = import_module(MODULES[module.__name__])


def cmp(x, y):
    """Returns -1, 0 or 1 as x is less than, equal to or greater than y."""
    return (x > y) - (x < y)


def apply(function, args=(), kwargs={}):
    """Calls function with a sequence and a mapping of arguments."""
    return function(*args, **kwargs)


def range_list(*args):
    """`range` as a list."""
    return list(range(*args))


def map_list(function, *iterables):
    """`map` as a list: at once, None for the identity, and the shorter iterables filled up with None."""
    if len(iterables) == 1:
        (items,) = iterables
        return list(items) if function is None else [function(item) for item in items]
    from itertools import zip_longest

    if not iterables:
        raise TypeError("map() requires at least two args")
    rows = zip_longest(*iterables)
    return list(rows) if function is None else [function(*row) for row in rows]


def filter_list(function, iterable):
    """`filter` at once: a string or a tuple gives its own kind, anything else a list."""
    kept = list(builtins.filter(function, iterable))
    if isinstance(iterable, str):
        return "".join(kept)
    return tuple(kept) if isinstance(iterable, tuple) else kept


def zip_list(*iterables):
    """`zip` as a list."""
    return list(builtins.zip(*iterables))


def reload(module):
    """Runs the module's code again."""
    import importlib

    return importlib.reload(module)


def restored_names(namespace):
    """The builtins of Python 2, by name. Those that run code run it in `namespace` unless told otherwise."""
    from functools import reduce

    def execfile(path, globals=None, locals=None):
        """Runs the file at path."""
        if globals is None:
            globals = namespace
        with open(path) as file:
            code = compile(file.read(), path, "exec")
        exec(code, globals, globals if locals is None else locals)

    def input(prompt=""):
        """Reads a line and evaluates it."""
        return eval(builtins.input(prompt), namespace)

    return {
        "StandardError": Exception,
        "apply": apply,
        "basestring": str,
        "cmp": cmp,
        "execfile": execfile,
        "file": open,
        "filter": filter_list,
        "input": input,
        "intern": sys.intern,
        "long": int,
        "map": map_list,
        "range": range_list,
        "raw_input": builtins.input,
        "reduce": reduce,
        "reload": reload,
        "unichr": chr,
        "unicode": str,
        "xrange": range,
        "zip": zip_list,
    }


def restore_threading():
    """Gives `threading` the names it lost, and threads the short names they had."""
    import threading

    thread = threading.Thread
    if not hasattr(thread, "isAlive"):
        thread.isAlive = thread.is_alive
    for name in ("BoundedSemaphore", "Condition", "Event", "Semaphore", "Timer"):
        if not hasattr(threading, "_" + name):
            setattr(threading, "_" + name, getattr(threading, name))

    # Since 3.10 a thread without a name of its own is called `Thread-1 (worker)`; it was `Thread-1`.
    start_up = thread.__init__
    if getattr(start_up, "names_as_python2", False):
        return

    def __init__(self, group=None, target=None, name=None, *args, **kwargs):
        start_up(self, group, target, name, *args, **kwargs)
        if not name and target is not None:
            self._name = self._name.partition(" (")[0]

    __init__.names_as_python2 = True
    thread.__init__ = __init__


def restore_attributes():
    """Restores what is missing in modules that cost nothing to import."""
    import itertools
    import time

    sys.maxint = sys.maxsize
    if not hasattr(sys, "setcheckinterval"):
        # Without a global lock there is no switch interval to set.
        sys.setcheckinterval = lambda interval: None
        sys.getcheckinterval = lambda: 100
    if not hasattr(sys, "exc_clear"):
        sys.exc_clear = lambda: None
    if not hasattr(time, "clock"):
        time.clock = time.process_time if hasattr(time, "process_time") else time.perf_counter
    itertools.imap = builtins.map
    itertools.ifilter = builtins.filter
    itertools.izip = builtins.zip
    itertools.ifilterfalse = itertools.filterfalse
    itertools.izip_longest = itertools.zip_longest


def silence_old_spellings():
    """Silences what Python 3 says of `setDaemon()` and its like.

    For programs of either dialect: the documented `threading_daemon.py` parses as Python 3 and calls `setDaemon()`.
    """
    import warnings

    names = "activeCount|currentThread|getName|isDaemon|isSet|notifyAll|setDaemon|setName"
    warnings.filterwarnings("ignore", rf"({names})\(\) is deprecated", DeprecationWarning)


def silence_warnings():
    """Python 2 had no quarrel with `setDaemon`, nor with escapes such as `'\\d'`."""
    import warnings

    for category in (DeprecationWarning, PendingDeprecationWarning, SyntaxWarning):
        warnings.filterwarnings("ignore", category=category)


def install(namespace):
    """Prepares the process for a Python 2 program whose globals are `namespace`. To be called before it is compiled."""
    silence_warnings()
    restore_threading()
    restore_attributes()
    if RenamedModules not in sys.meta_path:
        sys.meta_path.append(RenamedModules)
    for name, value in restored_names(namespace).items():
        namespace.setdefault(name, value)
