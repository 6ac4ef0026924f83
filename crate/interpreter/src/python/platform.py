"""What this platform calls itself: CPython's own name for a browser, which the standard library knows to have no processes."""

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
# Where the library's files would be: it is what the frozen modules' `__file__` and `__path__` are made from.
sys._stdlib_dir = sys.prefix + "/lib/python3.14"
# The name under which `sysconfig` looks for the build's configuration is made from the platform's.
_multiarch = sys.implementation._multiarch
sys.modules[f"_sysconfigdata_t_{sys.platform}_{_multiarch}"] = __import__(f"_sysconfigdata_t_{_built_for}_{_multiarch}")

import os

#: What starts other processes, or speaks to them. CPython leaves these names out of `os` on such a platform, and so do we.
_PROCESSES = frozenset(
    """fork forkpty execl execle execlp execlpe execv execve execvp execvpe posix_spawn posix_spawnp spawnl spawnle spawnlp
    spawnlpe spawnv spawnve spawnvp spawnvpe system wait wait3 wait4 waitid waitpid waitstatus_to_exitcode kill killpg
    register_at_fork WNOHANG""".split()
)


def _missing(name):
    """As without this function, and for processes the reason."""
    reason = ": a browser gives a page no processes" if name in _PROCESSES else ""
    raise AttributeError(f"module 'os' has no attribute {name!r}{reason}", name=name, obj=os)


os.__getattr__ = _missing


class _NoPopen(types.ModuleType):
    """Stands in for a module of `multiprocessing` that starts processes, each of which asks `os` for one thing or another."""

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
