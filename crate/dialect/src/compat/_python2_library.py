"""Restores what Python 2 had in modules that still exist."""

import builtins
import sys

from _python2_attributes import Python2Value


def restore(module, **attributes):
    """Add missing attributes to a module; `from module import *` also imports them."""
    exported = getattr(module, "__all__", None)
    for name, value in attributes.items():
        if not hasattr(module, name):
            setattr(module, name, value)
            if isinstance(exported, list) and not name.startswith("_"):
                exported.append(name)


def restore_threading(is_main):
    """Restore the removed names of `threading` and `_thread`, and the short names of threads."""
    import _thread
    import threading
    import time

    restore(
        _thread,
        allocate=_thread.allocate_lock,
        exit_thread=_thread.exit,
        start_new=_thread.start_new_thread,
    )
    restore(
        threading,
        _allocate_lock=_thread.allocate_lock,
        _get_ident=_thread.get_ident,
        _sleep=time.sleep,
        _start_new_thread=_thread.start_new_thread,
        _time=time.time,
        **{
            "_" + name: getattr(threading, name)
            for name in ("BoundedSemaphore", "Condition", "Event", "Semaphore", "Timer")
        },
    )
    thread = threading.Thread
    restore(thread, isAlive=thread.is_alive)
    # The private names, which subclasses of that time use.
    for name in ("args", "daemonic", "ident", "kwargs", "name", "target"):
        restore(thread, **{"_Thread__" + name: _alias("_" + name)})

    # Since 3.10 an unnamed thread is called `Thread-1 (worker)`; before, it was `Thread-1`.
    start_up = thread.__init__
    if hasattr(start_up, "names_as_python2"):
        return

    # `verbose` printed what the thread did; subclasses of that time pass it on.
    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, verbose=None, **more):
        start_up(self, group, target, name, args, kwargs, **more)
        if not name and target is not None and is_main:
            self._name = self._name.partition(" (")[0]

    __init__.names_as_python2 = True
    thread.__init__ = __init__


def _alias(name):
    return property(
        lambda self: getattr(self, name),
        lambda self, value: setattr(self, name, value),
        lambda self: delattr(self, name),
    )


def _imap(function, *iterables):
    return builtins.zip(*iterables) if function is None else builtins.map(function, *iterables)


def set_default_encoding(encoding):
    """`sys.setdefaultencoding`: UTF-8 is now the only default encoding."""
    if encoding.lower().replace("_", "-") not in ("utf-8", "utf8"):
        raise LookupError(f"the default encoding is UTF-8 and cannot be {encoding}")


def restore_system():
    """Restore the removed attributes of `sys`, `os`, `time` and `types`."""
    import os
    import time
    import types

    sys.maxint = sys.maxsize
    restore(
        sys,
        # Without a global lock there is no check interval to set.
        getcheckinterval=lambda: 100,
        setcheckinterval=lambda interval: None,
        exc_clear=lambda: None,
        setdefaultencoding=set_default_encoding,
    )
    restore(os, getcwdu=os.getcwd)
    restore(os.path, walk=walk)
    restore(time, clock=getattr(time, "process_time", time.perf_counter))
    restore(
        types,
        BooleanType=bool,
        ClassType=type,
        ComplexType=complex,
        DictType=dict,
        DictionaryType=dict,
        FloatType=float,
        IntType=int,
        ListType=list,
        LongType=int,
        NoneType=type(None),
        ObjectType=object,
        SliceType=slice,
        StringType=str,
        StringTypes=(str,),
        TupleType=tuple,
        TypeType=type,
        UnboundMethodType=types.MethodType,
        UnicodeType=str,
        XRangeType=range,
    )


def walk(top, visit, argument):
    """`os.path.walk`: call visit(argument, folder, names) for each folder; it may remove names."""
    import os

    found = os.listdir(top)
    visit(argument, top, found)
    for name in found:
        path = os.path.join(top, name)
        if os.path.isdir(path) and not os.path.islink(path):
            walk(path, visit, argument)


def restore_functions():
    """Restore the removed attributes of `string`, `itertools`, `operator` and `collections`."""
    import _collections_abc
    import collections
    import itertools
    import operator
    import string

    methods = "capitalize center count expandtabs find index ljust lower lstrip replace rfind rindex rjust rstrip"
    for name in f"{methods} split strip swapcase translate upper zfill".split():
        restore(string, **{name: _method(name)})
    restore(
        string,
        atof=float,
        atoi=int,
        atol=int,
        index_error=ValueError,
        join=join,
        joinfields=join,
        letters=string.ascii_letters,
        lowercase=string.ascii_lowercase,
        maketrans=maketrans,
        splitfields=string.split,
        uppercase=string.ascii_uppercase,
    )
    itertools.imap = _imap
    itertools.ifilter = builtins.filter
    itertools.izip = builtins.zip
    itertools.ifilterfalse = itertools.filterfalse
    itertools.izip_longest = itertools.zip_longest
    restore(
        operator,
        isCallable=callable,
        isMappingType=lambda value: hasattr(value, "keys"),
        isSequenceType=lambda value: hasattr(value, "__getitem__"),
        repeat=lambda sequence, times: sequence * times,
        sequenceIncludes=operator.contains,
    )
    abstract = "Callable Container Hashable ItemsView Iterable Iterator KeysView Mapping MappingView MutableMapping"
    for name in f"{abstract} MutableSequence MutableSet Sequence Set Sized ValuesView".split():
        restore(collections, **{name: getattr(_collections_abc, name)})


def _method(name):
    def function(text, *args):
        return getattr(Python2Value(text), name)(*args)

    function.__name__ = function.__qualname__ = name
    return function


def join(words, separator=" "):
    """`string.join`."""
    return separator.join(words)


def maketrans(source, target):
    """`string.maketrans`: return a string of 256 characters."""
    if len(source) != len(target):
        raise ValueError("maketrans arguments must have same length")
    table = [chr(code) for code in range(256)]
    for old, new in zip(source, target):
        if ord(old) > 255:
            raise ValueError(f"maketrans: {old!r} is no single byte")
        table[ord(old)] = new
    return "".join(table)


def restore_exit():
    """Call `sys.exitfunc` at exit."""
    import atexit

    def call():
        function = getattr(sys, "exitfunc", None)
        if function is not None:
            function()

    if not getattr(sys, "_calls_exitfunc", False):
        sys._calls_exitfunc = True
        atexit.register(call)


def hide_frames():
    """Leave the frames of this module out of tracebacks, so that they show only the program's lines."""
    import traceback

    def hiding(walk):
        def walk_tb(tb):
            for entry in walk(tb):
                name = entry[0].f_code.co_filename.rpartition("/")[2]
                if not name.lstrip("<").startswith("_python2"):
                    yield entry

        walk_tb.hides_frames = True
        return walk_tb

    for name in ("walk_tb", "_walk_tb_with_full_positions"):
        walk = getattr(traceback, name, None)
        if walk is not None and not hasattr(walk, "hides_frames"):
            setattr(traceback, name, hiding(walk))


def restore_library(is_main):
    """Restore everything. A main program in Python 3 that imports a Python 2 module keeps the names of its threads."""
    hide_frames()
    restore_threading(is_main)
    restore_system()
    restore_functions()
    restore_exit()
