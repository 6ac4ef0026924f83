"""Runs the translated program on standard input with compat.py, whose path is the argument."""

import importlib.util
import sys

spec = importlib.util.spec_from_file_location("compat", sys.argv[1])
compat = importlib.util.module_from_spec(spec)
before = set(sys.modules)
spec.loader.exec_module(compat)
assert set(sys.modules) == before, "importing compat imports something else"

compat.silence_old_spellings()
import threading

threading.currentThread()  # deprecated, and warnings are errors here

namespace = {"__name__": "__main__"}
source = sys.stdin.buffer.read().decode()
compat.install(namespace)
assert "queue" not in sys.modules, "renamed modules are imported when they are asked for"
exec(compile(source, "program.py", "exec"), namespace)
