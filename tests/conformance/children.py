"""`subprocess.Popen([sys.executable, ...])` as another program on the same page.

CPython's tests start a new Python to check what happens at its end: which threads are joined, what runs in `atexit`, how a
daemon thread stops. A page has no processes of an operating system, but a run *is* a process, so the driver runs the
child's code in another page and returns its status and its output. The child starts with the files that the test has
written, but the files that it writes are not returned. Any other program is refused, as CPython refuses it on such a
platform.
"""

import contextlib
import errno
import json
import os
import subprocess
import sys
import tempfile
import threading

#: Options without an effect here: isolation from an environment that does not exist, and filters of warnings.
_PLAIN_OPTIONS = frozenset("-I -E -s -S -u -B -b".split())
_OPTIONS_WITH_VALUE = frozenset("-X -W".split())


class Unsupported(OSError):
    pass


def _parse(args):
    """Return `(name, source, argv)` of a Python command line."""
    rest = list(args[1:])
    while rest:
        option = rest.pop(0)
        if option == "-c":
            return "<string>", rest[0], rest[1:]
        if option in _OPTIONS_WITH_VALUE:
            rest.pop(0)
        elif not option.startswith("-"):
            with open(option, encoding="utf-8") as file:
                return os.path.basename(option), file.read(), rest
        elif option not in _PLAIN_OPTIONS and option[:2] not in _OPTIONS_WITH_VALUE:
            break
    raise Unsupported(errno.ENOTSUP, f"no child can be started with {args[1:]}")


def _paths():
    for top in {os.getcwd(), tempfile.gettempdir()}:
        for folder, _, names in os.walk(top):
            yield from (os.path.join(folder, name) for name in names)


def _written():
    """Return the text files that tests have written, which the child gets at the same paths."""
    found = {}
    for path in set(_paths()) - _given:
        with contextlib.suppress(OSError, UnicodeError), open(path, encoding="utf-8") as file:
            found[path] = file.read()
    return found


class _Child:
    """The part of `Popen` for a child that has ended before its attributes are used."""

    def __init__(self, args, *, stdin=None, stdout=None, stderr=None, env=None, cwd=None, text=False, **_):
        if isinstance(args, str) or args[0] != sys.executable:
            raise Unsupported(errno.ENOTSUP, "no program but Python can be started here")
        self.args = args
        name, source, argv = _parse(args)
        reply = _ask({"name": name, "source": source, "argv": argv, "files": _written()})
        self.pid = reply["number"]
        self.returncode = reply["status"]
        out, err = reply["out"], reply["err"]
        if stderr == subprocess.STDOUT:
            out, err = reply["merged"], None
        if not text:
            out, err = out.encode(), None if err is None else err.encode()
        self._output = (out if stdout is not None else None, err if stderr is not None else None)

    def communicate(self, input=None, timeout=None):
        return self._output

    def wait(self, timeout=None):
        return self.returncode

    def poll(self):
        return self.returncode

    def kill(self):
        pass

    terminate = kill

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


def install(tell):
    """Replace processes by children. `tell` sends a request to the driver, which answers on stdin."""
    global _ask, _given
    # Every child gets these files too.
    _given = frozenset(_paths())
    lock, answers = threading.Lock(), sys.stdin

    def _ask(request):
        with lock:
            tell("child", **request)
            return json.loads(answers.readline())

    sys.executable = sys.executable or "/usr/bin/python3"
    subprocess.Popen = _Child
