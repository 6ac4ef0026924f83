# How much faster two threads are than one: W alone takes t1, two threads with W each take t2. 2 * t1 / t2 is 2 if they do
# not slow each other down. Each time is the best of three. The program prints both times and the speed-up.
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


def float_loop():
    x = 0.0
    for _ in range(800_000):
        x = x * 0.5 + 1.25


def list_append():
    for _ in range(60):
        items = []
        for i in range(10_000):
            items.append(i)


def tuple_pairs():
    for i in range(500_000):
        pair = (i, i)


class Point:
    def __init__(self, x):
        self.x = x

    def get(self):
        return self.x


def instances():
    for i in range(200_000):
        Point(i)


def method_calls():
    point = Point(1)
    for _ in range(500_000):
        point.get()


def str_concatenation():
    for i in range(400_000):
        str(i) + 'abc'


WORKS = (
    function_calls, integer_loop, dict_counting, float_loop, list_append, tuple_pairs, instances, method_calls,
    str_concatenation,
)


def seconds(work, count):
    ready = threading.Barrier(count)
    spans = []

    def worker():
        ready.wait()
        begun = time.perf_counter()
        work()
        spans.append((begun, time.perf_counter()))

    threads = [threading.Thread(target=worker) for _ in range(count)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return max(end for _, end in spans) - min(begun for begun, _ in spans)


for work in WORKS:
    seconds(work, 2)
    one = min(seconds(work, 1) for _ in range(ROUNDS))
    two = min(seconds(work, 2) for _ in range(ROUNDS))
    print('one_' + work.__name__, round(one, 4), 's')
    print('two_' + work.__name__, round(two, 4), 's')
    print('two_threads_' + work.__name__, round(2 * one / two, 2), 'x')
