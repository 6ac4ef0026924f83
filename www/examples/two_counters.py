# Two threads that only compute. Each has a core to itself, so together they take about as long as one alone.
import threading

totals = {}


def count(name):
    n = 0
    while n < 1_000_000:
        n += 1
    totals[name] = n  # each thread has a key of its own, so no lock is needed


threads = [threading.Thread(target=count, args=(name,)) for name in ('first', 'second')]
for t in threads:
    t.start()
for t in threads:
    t.join()

for name in ('first', 'second'):
    print(name, 'counted to', totals[name])
