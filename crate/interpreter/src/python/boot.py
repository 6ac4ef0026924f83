"""The Python side of a process: runs once in the zygote, then again, in `restore`, in each copy of its memory."""

import sys

import _clock
import _stdio
import _thread
import time

# Clocks and sleep first: whatever is imported after this takes them from `time`.
_tick = _clock.time
_tick_ns = _clock.time_ns


def _adopt_clocks():
    started = [0.0, 0]

    def monotonic():
        """Seconds on a clock that cannot go backwards."""
        return _tick() - started[0]

    def monotonic_ns():
        """Nanoseconds on a clock that cannot go backwards."""
        return _tick_ns() - started[1]

    def process_time():
        """Seconds since the process began; a browser does not tell its CPU time."""
        return _tick() - started[0]

    def process_time_ns():
        """Nanoseconds since the process began; a browser does not tell its CPU time."""
        return _tick_ns() - started[1]

    def at_now(function, position):
        def with_default(*args):
            if len(args) <= position or args[position] is None:
                args = args[:position] + (_tick(),)
            return function(*args)

        with_default.__name__ = function.__name__
        with_default.__doc__ = function.__doc__
        return with_default

    def strftime(format, t=None):
        """Convert a time tuple to a string; without one, the current local time."""
        return native_strftime(format, time.localtime() if t is None else t)

    def asctime(t=None):
        """Convert a time tuple to a string; without one, the current local time."""
        return native_asctime(time.localtime() if t is None else t)

    def get_clock_info(name):
        """What is known of a clock."""
        if name not in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
            raise ValueError("unknown clock")
        return types.SimpleNamespace(
            implementation="performance.now()",
            monotonic=name != "time",
            adjustable=False,
            resolution=5e-06,
        )

    native_strftime, native_asctime = time.strftime, time.asctime
    time.time, time.time_ns, time.sleep = _tick, _tick_ns, _clock.sleep
    time.monotonic, time.monotonic_ns = monotonic, monotonic_ns
    time.perf_counter, time.perf_counter_ns = monotonic, monotonic_ns
    time.process_time, time.process_time_ns = process_time, process_time_ns
    time.thread_time, time.thread_time_ns = process_time, process_time_ns
    for name in ("localtime", "gmtime", "ctime"):
        setattr(time, name, at_now(getattr(time, name), 0))
    time.strftime, time.asctime = strftime, asctime
    time.get_clock_info = get_clock_info
    return started


_started = _adopt_clocks()

import io
import os
import types


class _StandardInput(io.RawIOBase):
    """Bytes from the page."""

    name = "<stdin>"
    mode = "rb"

    def readable(self):
        return True

    def fileno(self):
        return 0

    def readinto(self, buffer):
        return _stdio.readinto(buffer)


class _BinaryStream(io.RawIOBase):
    """What is behind `sys.stdout.buffer`: bytes of UTF-8 for the text stream."""

    def __init__(self, text):
        self._text = text
        self.name = text.name
        self.mode = "wb"

    def writable(self):
        return True

    def fileno(self):
        return self._text.fileno()

    def write(self, data):
        return self._text._write_bytes(data)

    def flush(self):
        if not self.closed:
            self._text.flush()


def _open_streams():
    io.TextIOBase.register(_stdio.TextStream)
    for name, fd in (("stdout", 1), ("stderr", 2)):
        stream = _stdio.TextStream(fd)
        stream.buffer = _BinaryStream(stream)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    reader = io.BufferedReader(_StandardInput())
    sys.stdin = sys.__stdin__ = io.TextIOWrapper(reader, encoding="utf-8", errors="strict")


_open_streams()

import _python2
import linecache
import signal
import threading
import traceback


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


class _ProgramFiles:
    """Finds a program's own files, so that `import helper` works."""

    def __init__(self, files):
        self.files = files

    def find_spec(self, fullname, path=None, target=None):
        from importlib.machinery import ModuleSpec

        stem = fullname.replace(".", "/")
        for name, is_package in ((f"{stem}.py", False), (f"{stem}/__init__.py", True)):
            if name in self.files:
                spec = ModuleSpec(fullname, self, origin=name, is_package=is_package)
                spec.has_location = True
                return spec
        return None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        name = module.__spec__.origin
        exec(compile(self.files[name][0], name, "exec"), module.__dict__)

    def get_source(self, fullname):
        spec = self.find_spec(fullname)
        return self.files[spec.origin][1] if spec else None


def restore():
    """Make this copy of the zygote a process of its own. Returns the handler of SIGINT."""
    _started[:] = _tick(), _tick_ns()
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


def prepare(namespace, main, files, argv, is_python2):
    """Set up `__main__` for a program: its files, arguments and dialect."""
    sys.argv = [main, *argv]
    namespace["__file__"] = main
    sys.meta_path.append(_ProgramFiles(files))
    for name, (_compiled, text) in files.items():
        lines = text.splitlines(keepends=True)
        linecache.cache[name] = (len(text), None, lines, name)
    # The documented programs call `setDaemon` where nothing else shows their dialect.
    _python2.silence_old_spellings()
    if is_python2:
        _python2.install(namespace)
