# once
"""The end of a process, and signals, as in CPython."""
import atexit
import signal
import sys
import threading


def handler(number, frame):
    print(number == signal.SIGTERM, frame.f_code.co_name, frame.f_lineno > 0)


def raises():
    signal.raise_signal(signal.SIGTERM)


signal.signal(signal.SIGTERM, handler)
raises()


def ends():
    print("ends")
    raise SystemExit(5)


atexit.register(print, "first registered, last called")
atexit.register(ends)

stdout = sys.stdout
sys.stdout = None
print("nowhere")
sys.stdout = stdout
print("there again")


def without():
    print("nowhere either")


sys.stdout = None
thread = threading.Thread(target=without)
thread.start()
thread.join()
sys.stdout = stdout
sys.exit(2**40)
