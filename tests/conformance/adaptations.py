"""Everything in which CPython's tests find another environment here than on CPython, in one place.

The tests themselves are not edited. The changes are to the library of helpers that they import (`test.support`), and to a
few
names of modules that only tests need. A comment gives the reason for each change.
"""

import contextlib
import os
import sys
import types


def apply():
    """Make all changes. Our `test/__init__.py`, which is empty in CPython, calls this, also in children."""
    from test import support
    from test.support import isolation

    if "children" in sys.modules:
        _allow_children(support)
    _allow_frozen_modules()
    _do_without_processes()
    # Like regrtest without `-u`, plus the resources that cost only time: no test may use a network or a large file.
    support.use_resources = ["cpu", "walltime"]
    # Tests of many threads count a native stack for each and would skip themselves; here a stack is 1 MB of the memory.
    support.real_max_memuse = 1 << 40
    # Otherwise each isolated test runs in its own process and reports in a file; processes here share no files.
    isolation.runningInSubprocess = True
    # Otherwise tests print their progress.
    support.verbose = 0
    # Tests for CPython alone are run here too; the table lists those that only CPython can pass.
    support.cpython_only = lambda test: test
    support.check_impl_detail = lambda **guards: guards.get("cpython", not any(guards.values()))
    # Otherwise a test is skipped for a limit of Emscripten's own file system, which ours does not have.
    support.is_emscripten = False


def take_altered():
    """Return whether the last test left a thread or a file behind, according to the suite."""
    support = sys.modules["test.support"]
    altered = support.environment_altered
    support.environment_altered = False
    return altered


def _allow_frozen_modules():
    """`import_fresh_module` searches for the library's files and forbids its frozen copies; here the library is frozen."""
    from test.support import import_helper

    @contextlib.contextmanager
    def frozen_modules(enabled=True):
        yield

    import_helper.frozen_modules = frozen_modules


def _do_without_processes():
    """Without the native module of `multiprocessing`, all tests of concurrent.futures are skipped, although only one of its
    executors needs it, and at the end the file makes `multiprocessing` clean up its processes. With an empty module, the
    tests of thread pools run, and those of process pools get an error."""
    sys.modules.setdefault("_multiprocessing", types.ModuleType("_multiprocessing"))
    from concurrent.futures import process
    from multiprocessing import util

    def check_system_limits():
        raise NotImplementedError("no processes can be started")

    if not hasattr(os, "fork"):
        process._check_system_limits = check_system_limits
    util._cleanup_tests = lambda: None


def _allow_children(support):
    """Make the processes that `children` provides available to the tests that start one."""
    # Its functions read this when they are defined.
    support.has_subprocess_support = True
    from test.support import script_helper

    # Otherwise it would start a child to find out.
    vars(script_helper)["__cached_interp_requires_environment"] = False
