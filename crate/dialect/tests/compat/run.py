"""Runs the translated program on standard input with the modules of COMPAT, whose folder is the argument."""

import sys

sys.path.insert(0, sys.argv[1])
before = set(sys.modules)
import _python2

added = {name for name in set(sys.modules) - before if not name.startswith("_")}
assert not added, f"importing _python2 imports something else: {added}"

_python2.silence_old_spellings()
import threading

threading.currentThread()  # deprecated, and warnings are errors here

namespace = {"__name__": "__main__"}
source = sys.stdin.buffer.read().decode()
_python2.install(namespace, source)
assert "queue" not in sys.modules, "renamed modules are imported when they are asked for"
try:
    exec(compile(source, "program.py", "exec"), namespace)
finally:
    _python2.end_line()
