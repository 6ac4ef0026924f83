# Warm start and join: a thread that does nothing, 200 times one after another, on a worker that exists already.
import threading
import time

ROUNDS = 200


def nothing():
    pass


def start_join(count):
    begun = time.perf_counter()
    for _ in range(count):
        t = threading.Thread(target=nothing)
        t.start()
        t.join()
    return (time.perf_counter() - begun) / count


start_join(20)
print('start+join', round(start_join(ROUNDS) * 1e6, 1), 'us')
