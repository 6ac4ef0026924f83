# A lock without contention, without the cost of the loop around it.
import threading
import time

COUNT = 200_000
lock = threading.Lock()


def locked():
    for _ in range(COUNT):
        with lock:
            pass


def empty():
    for _ in range(COUNT):
        pass


def seconds(function):
    begun = time.perf_counter()
    function()
    return time.perf_counter() - begun


locked()
print('with_lock', round((min(seconds(locked) for _ in range(3)) - seconds(empty)) / COUNT * 1e9, 1), 'ns')
