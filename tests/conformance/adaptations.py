"""Everything in which CPython's tests meet another environment here than on CPython, in one place.

Nothing of the tests is edited. What is changed is the library of helpers they import (`test.support`, which is CPython
3.11's, while some tests are 3.14's), and a few names of modules that only tests need. Each change says why.
"""

import contextlib
import os
import sys
import time
import types
import unittest


def apply():
    """Makes all changes. `test/__init__.py`, which is empty in CPython, is made to call this, in children as well."""
    from test import support

    if "children" in sys.modules:
        _allow_children(support)
    _add_newer_names(support)
    _allow_frozen_modules()
    _allow_removed_modules()
    _do_without_processes()
    # As regrtest without `-u`, but for what costs only time: nothing here may reach for a network or a large file.
    support.use_resources = ["cpu", "walltime"]
    # Tests of many threads count a native stack for each and would skip themselves; here a stack is 1 MB of the memory.
    support.real_max_memuse = 1 << 40
    # Tests print what they do where this is set.
    support.verbose = 0
    # What the suite asks of CPython alone is asked of us as well; the table has what only CPython can answer.
    support.cpython_only = lambda test: test
    support.check_impl_detail = lambda **guards: guards.get("cpython", not any(guards.values()))
    # A test that would be left out for a limit of another platform's file system, which ours has not.
    support.is_emscripten = False


def take_altered():
    """Whether the last test left a thread or a file behind, by the suite's own account."""
    support = sys.modules["test.support"]
    altered = support.environment_altered
    support.environment_altered = False
    return altered


def _add_newer_names(support):
    """Names that 3.14's tests import and 3.11's `test.support` has not yet. Same meaning, written anew."""
    from test.support import import_helper

    def add(module, name, value):
        if not hasattr(module, name):
            setattr(module, name, value)

    # As a CPython built without a GIL says it.
    without_gil = not getattr(sys, "_is_gil_enabled", lambda: True)()
    add(support, "Py_GIL_DISABLED", without_gil)
    add(support, "Py_DEBUG", hasattr(sys, "gettotalrefcount"))
    add(support, "is_wasi", sys.platform == "wasi")
    add(support, "is_android", False)
    add(support, "MS_WINDOWS", False)
    add(support, "HAVE_ASAN_FORK_BUG", False)
    add(
        support,
        "requires_gil_enabled",
        lambda msg="needs the GIL enabled": unittest.skipIf(support.Py_GIL_DISABLED, msg),
    )
    add(support, "sleeping_retry", _sleeping_retry)
    # Output here has no colours to begin with.
    add(support, "force_not_colorized", lambda test: test)
    add(support, "force_not_colorized_test_class", lambda test: test)
    add(import_helper, "ensure_lazy_imports", _ensure_lazy_imports)
    # It has one more keyword in 3.14, for a sanitizer of C code that no WebAssembly is built with.
    support.check_sanitizer = lambda **_: False


def _sleeping_retry(timeout, err_msg=None, /, *, init_delay=0.01, max_delay=1.0, error=True):
    """Yields until the caller breaks off, a little later each time; past `timeout` seconds it is a failure."""
    deadline = time.monotonic() + timeout
    delay = init_delay
    while True:
        yield
        if time.monotonic() > deadline:
            if error:
                raise AssertionError(err_msg or f"timeout after {timeout} seconds")
            return
        time.sleep(delay)
        delay = min(delay * 2, max_delay)


def _ensure_lazy_imports(imported_module, modules_to_block):
    """Fails where importing a module imports one of the others. The original asks a process of its own as well."""
    from test.support.script_helper import assert_python_ok

    blocked = sorted(modules_to_block)
    assert_python_ok(
        "-c",
        f"import sys\nbefore = set(sys.modules)\nimport {imported_module}\n"
        f"found = set({blocked}) & (set(sys.modules) - before)\n"
        f"assert not found, found",
    )


def _allow_frozen_modules():
    """`import_fresh_module` looks for the library's files and forbids its frozen copies; here the library is frozen."""
    from test.support import import_helper

    @contextlib.contextmanager
    def frozen_modules(enabled=True):
        yield

    import_helper.frozen_modules = frozen_modules


def _allow_removed_modules():
    """3.11's tests of `logging` import modules that 3.12 removed, which the runner lays beside them; their warning says
    that they should be gone by now."""
    import logging
    import warnings

    from test.support import warnings_helper

    warnings._deprecated = lambda *_, **__: None
    warnings_helper.import_deprecated = __import__
    # The two functions around the module's lock that 3.13 replaced with the lock itself.
    logging._acquireLock, logging._releaseLock = logging._lock.acquire, logging._lock.release


def _do_without_processes():
    """The file of concurrent.futures' tests gives up as a whole without the native module of `multiprocessing`, whose
    executors are only one part of it, and at its end asks `multiprocessing` to clean up after its processes. With an
    empty one the thread pools' tests run, and the process pools' are told what they ask for: there are none."""
    sys.modules.setdefault("_multiprocessing", types.ModuleType("_multiprocessing"))
    from concurrent.futures import process
    from multiprocessing import util

    def check_system_limits():
        raise NotImplementedError("no processes can be started")

    if not hasattr(os, "fork"):
        process._check_system_limits = check_system_limits
    util._cleanup_tests = lambda: None


def _allow_children(support):
    """What `children` puts there is as good as a process for the tests that start one."""
    # Its functions ask this as they are defined.
    support.has_subprocess_support = True
    from test.support import script_helper

    # It would start a child to find out.
    vars(script_helper)["__cached_interp_requires_environment"] = False
