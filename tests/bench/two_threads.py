# How much faster two threads are than one: W alone takes t1, two threads with W each take t2, and 2 * t1 / t2 is 2 where
# they share nothing. One line of seconds and one of speed-up for each kind of work; each time is the best of three.
import threading
import time

ROUNDS = 3


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def function_calls():
    fib(25)


def integer_loop():
    n = 0
    while n < 1_000_000:
        n += 1


def dict_counting():
    counts = {}
    for n in range(400_000):
        key = n % 1000
        counts[key] = counts.get(key, 0) + 1


def seconds(work, count):
    ready = threading.Barrier(count + 1)

    def worker():
        ready.wait()
        work()

    threads = [threading.Thread(target=worker) for _ in range(count)]
    for t in threads:
        t.start()
    ready.wait()
    begun = time.perf_counter()
    for t in threads:
        t.join()
    return time.perf_counter() - begun


for work in (function_calls, integer_loop, dict_counting):
    seconds(work, 2)
    one = min(seconds(work, 1) for _ in range(ROUNDS))
    two = min(seconds(work, 2) for _ in range(ROUNDS))
    print(work.__name__, round(one, 4), 's')
    print('two_threads_' + work.__name__, round(2 * one / two, 2), 'x')
