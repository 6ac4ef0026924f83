"""The Python side of a process: runs once in the zygote, then again, in `restore`, in each copy of its memory."""

import sys

import _python2
import _thread
import linecache
import os
import signal
import threading
import traceback

from _playground import clocks, importing


def _excepthook(kind, value, trace, /):
    """Print an uncaught exception as CPython does, with the source lines."""
    traceback.print_exception(kind, value, trace)


_excepthook.__name__ = _excepthook.__qualname__ = "excepthook"
sys.excepthook = sys.__excepthook__ = _excepthook

# What programs about threads import; a run finds it done.
import collections
import concurrent.futures.thread
import contextlib
import contextvars
import copy
import dataclasses
import datetime
import enum
import functools
import heapq
import itertools
import json
import logging
import logging.handlers
import math
import operator
import pathlib
import queue
import random
import re
import sched
import string
import tempfile
import textwrap
import typing
import weakref


def restore():
    """Make this copy of the zygote a process of its own. Returns the handler of SIGINT."""
    clocks.restart()
    ident = _thread.get_ident()
    main = threading._main_thread
    main._ident = ident
    main._os_thread_handle = _thread._make_thread_handle(ident)
    main._set_native_id()
    threading._active.clear()
    threading._active[ident] = main
    # Every copy would draw the zygote's numbers.
    random.seed()
    return signal.default_int_handler


def prepare(namespace, main, text, argv, dialect, is_python2):
    """Set up `__main__` for a program: its file, arguments and dialect. Returns the folder of its modules, `sys.path[0]`."""
    sys.argv = [main, *argv]
    path = os.path.join(os.getcwd(), main)
    namespace["__file__"] = path
    folder = os.path.dirname(path)
    sys.path.insert(0, folder)
    if any(os.path.exists(os.path.join(folder, name)) for name in ("playground.py", "playground")):
        # The program has a module of its own with this name.
        sys.modules.pop("playground", None)
    # What a program of Python 2 imports is Python 2 too, unless it shows to be Python 3.
    importing.dialect = "python2" if is_python2 else dialect
    # Tracebacks name the main file as the person did, and show it as it was when it began.
    linecache.cache[main] = (len(text), None, text.splitlines(keepends=True), main)
    # The documented programs call `setDaemon` where nothing else shows their dialect.
    _python2.silence_old_spellings()
    _python2.offer()
    if is_python2:
        _python2.install(namespace, text)
    return folder
