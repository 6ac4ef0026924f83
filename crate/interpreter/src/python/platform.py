"""Sets the platform's name to CPython's name for a browser, which the standard library recognises as having no processes."""

import sys
import types

_built_for = sys.platform
sys.platform = "emscripten"
sys._emscripten_info = types.SimpleNamespace(
    emscripten_version=(0, 0, 0),
    runtime="RustPython on web-threading",
    pthreads=True,
    shared_memory=True,
)
# The usual directory of the library's files. The frozen modules' `__file__` and `__path__` are derived from it.
sys._stdlib_dir = sys.prefix + "/lib/python3.14"
# `sysconfig` derives the name of the module with the build's configuration from the platform's name.
_multiarch = sys.implementation._multiarch
sys.modules[f"_sysconfigdata_t_{sys.platform}_{_multiarch}"] = __import__(f"_sysconfigdata_t_{_built_for}_{_multiarch}")

import os

#: Functions that start processes or communicate with them. CPython leaves them out of `os` on such a platform, and so do
# we.
_PROCESSES = frozenset(
    """fork forkpty execl execle execlp execlpe execv execve execvp execvpe posix_spawn posix_spawnp spawnl spawnle spawnlp
    spawnlpe spawnv spawnve spawnvp spawnvpe system wait wait3 wait4 waitid waitpid waitstatus_to_exitcode kill killpg
    register_at_fork WNOHANG""".split()
)


def _missing(name):
    """Raise the usual AttributeError; for functions about processes, add the reason."""
    reason = ": a browser gives a page no processes" if name in _PROCESSES else ""
    raise AttributeError(f"module 'os' has no attribute {name!r}{reason}", name=name, obj=os)


os.__getattr__ = _missing


class _NoPopen(types.ModuleType):
    """Replaces a module of `multiprocessing` that starts processes, which would use missing functions of `os`."""

    @staticmethod
    def Popen(process):
        raise OSError(
            95,
            "a browser gives a page no processes: multiprocessing.pool.ThreadPool and concurrent.futures.ThreadPoolExecutor "
            "do the same with threads",
        )


for _method in ("fork", "forkserver", "spawn_posix"):
    _name = f"multiprocessing.popen_{_method}"
    sys.modules[_name] = _NoPopen(_name, _NoPopen.__doc__)
