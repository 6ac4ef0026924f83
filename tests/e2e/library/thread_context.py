# python: 3.14
"""Thread(context=...), and the context of a thread without it."""
import contextvars
import sys
import threading

var = contextvars.ContextVar("var", default="default")
var.set("main")
given = contextvars.Context()
given.run(var.set, "given")
seen = []
for context in (None, given, contextvars.copy_context()):
    thread = threading.Thread(target=lambda: seen.append(var.get()), context=context)
    thread.start()
    thread.join()
print(seen, bool(sys.flags.thread_inherit_context))

thread = threading.Thread(target=var.set, args=("changed",), context=given)
thread.start()
thread.join()
print(given[var], var.get())
timer = threading.Timer(0, print)
print(timer.name.startswith("Thread-"))
print(sys._is_gil_enabled())
