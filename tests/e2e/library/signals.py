"""SIGINT: the default handler, one's own, and interrupt_main from another thread."""
import signal
import threading
import time
import _thread


def interrupt():
    """Like Ctrl+C. Where signals are an operating system's, only a real one ends a wait."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
    else:
        _thread.interrupt_main()


print(signal.getsignal(signal.SIGINT) is signal.default_int_handler, signal.Signals.SIGINT.name, signal.strsignal(2))
hits = []
earlier = signal.signal(signal.SIGINT, lambda number, frame: hits.append((number, threading.current_thread().name)))
print(earlier is signal.default_int_handler)
signal.raise_signal(signal.SIGINT)
print(hits)
signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.raise_signal(signal.SIGINT)
signal.signal(signal.SIGINT, earlier)
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("KeyboardInterrupt")

lock, condition, event, barrier = threading.Lock(), threading.Condition(), threading.Event(), threading.Barrier(2)
lock.acquire()
over = threading.Event()
thread = threading.Thread(target=over.wait)
thread.start()


def wait_for_condition():
    with condition:
        condition.wait()


for wait in (lambda: time.sleep(60), lock.acquire, event.wait, wait_for_condition, thread.join, barrier.wait):
    threading.Timer(0.02, interrupt).start()
    try:
        wait()
    except KeyboardInterrupt:
        print("ended a wait")
over.set()


def in_thread():
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    except ValueError as error:
        print(error)


thread = threading.Thread(target=in_thread)
thread.start()
thread.join()
try:
    signal.signal(signal.SIGINT, "no handler")
except TypeError as error:
    print("TypeError")
