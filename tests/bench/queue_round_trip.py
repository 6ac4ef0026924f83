# Two threads send a number back and forth, each waiting for the other's answer.
import queue
import threading
import time

ROUNDS = 2_000
there, back = queue.Queue(), queue.Queue()


def echo():
    while (item := there.get()) is not None:
        back.put(item)


def round_trips(count):
    begun = time.perf_counter()
    for number in range(count):
        there.put(number)
        assert back.get() == number
    return (time.perf_counter() - begun) / count


t = threading.Thread(target=echo)
t.start()
round_trips(100)
print('queue_round_trip', round(round_trips(ROUNDS) * 1e6, 1), 'us')
there.put(None)
t.join()
