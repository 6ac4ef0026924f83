"""Everything in which CPython's tests meet another environment here than on CPython, in one place.

Nothing of the tests is edited. What is changed is the library of helpers they import (`test.support`), and a few names of modules
that only tests need. Each change says why.
"""

import contextlib
import os
import sys
import types


def apply():
    """Makes all changes. `test/__init__.py`, which is empty in CPython, is made to call this, in children as well."""
    from test import support
    from test.support import isolation

    if "children" in sys.modules:
        _allow_children(support)
    _allow_frozen_modules()
    _do_without_processes()
    # As regrtest without `-u`, but for what costs only time: nothing here may reach for a network or a large file.
    support.use_resources = ["cpu", "walltime"]
    # Tests of many threads count a native stack for each and would skip themselves; here a stack is 1 MB of the memory.
    support.real_max_memuse = 1 << 40
    # Each of those would run in a process of its own, and tell by a file how it went; processes here share no files.
    isolation.runningInSubprocess = True
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


def _allow_frozen_modules():
    """`import_fresh_module` looks for the library's files and forbids its frozen copies; here the library is frozen."""
    from test.support import import_helper

    @contextlib.contextmanager
    def frozen_modules(enabled=True):
        yield

    import_helper.frozen_modules = frozen_modules


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
