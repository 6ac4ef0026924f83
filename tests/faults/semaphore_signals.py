"""Signals and releases arrive at a multiprocessing semaphore together: a handler that returns loses no permit of an acquire."""
import _thread
import multiprocessing
import random
import signal
import threading

ROUNDS = 300
signals = []
signal.signal(signal.SIGINT, lambda *args: signals.append(1))
semaphore = multiprocessing.Semaphore(0)
ready, done = threading.Semaphore(0), threading.Semaphore(0)


def helper():
    for _ in range(ROUNDS):
        ready.acquire()
        first, second = random.sample([_thread.interrupt_main, semaphore.release], 2)
        first()
        for _ in range(random.randrange(60)):
            pass
        second()
        done.release()


thread = threading.Thread(target=helper)
thread.start()
bad = 0
for _ in range(ROUNDS):
    ready.release()
    acquired = semaphore.acquire()
    done.acquire()
    if not acquired or semaphore.acquire(False):
        bad += 1
thread.join()
print("BAD" if bad or not signals else "OK", bad, len(signals) > 0)
