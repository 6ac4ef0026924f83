"""A subinterpreter that ends waits for the threads that it has started, and for no others."""

import concurrent.interpreters
import contextlib
import io
import threading

errors = io.StringIO()
go = threading.Event()


def own():
    go.wait()


def run():
    interpreter = concurrent.interpreters.create()
    interpreter.exec("import threading; threading.Thread(target=lambda: None).start()")
    interpreter.close()


with contextlib.redirect_stderr(errors):
    waiting = threading.Thread(target=own)
    waiting.start()
    # From the main thread, and from a thread that is itself joined at the end.
    run()
    other = threading.Thread(target=run)
    other.start()
    other.join(30)
ended = not other.is_alive()
go.set()
waiting.join()
print("OK" if ended and not errors.getvalue() else f"BAD {ended} {errors.getvalue()}")
