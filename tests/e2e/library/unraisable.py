# python: 3.14
"""Exceptions that cannot be caught: in `__del__`, in a thread that `_thread` started; and sys.unraisablehook."""
import io
import re
import sys
import threading
import time
import _thread


class Failing:
    def __del__(self):
        raise ValueError("in del")


def fail():
    raise KeyError("in thread")


def run_failing():
    thread = threading.Thread(target=Failing)
    thread.start()
    thread.join()
    _thread.start_new_thread(fail, ())
    while _thread._count():
        time.sleep(0.001)


shown, sys.stderr = sys.stderr, io.StringIO()
run_failing()
shown, sys.stderr = sys.stderr, shown
print(re.sub("0x[0-9a-f]+", "0x...", shown.getvalue()))


def show(args):
    print(args.exc_type.__name__, args.exc_value, args.err_msg.split(" <")[0], args.object)


sys.unraisablehook = show
run_failing()
# Any real number is accepted, as in CPython.
sys.setswitchinterval(1)
print(sys.getswitchinterval())
