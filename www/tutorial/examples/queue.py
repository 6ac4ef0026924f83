import queue
import threading

jobs = queue.Queue(maxsize=2)
results = queue.Queue()

def worker():
    while (number := jobs.get()) is not None:
        results.put((number, number ** 2))

workers = [threading.Thread(target=worker) for _ in range(2)]
for thread in workers:
    thread.start()
for number in range(6):
    jobs.put(number)
for _ in workers:
    jobs.put(None)
for thread in workers:
    thread.join()

print(sorted(results.get() for _ in range(6)))
