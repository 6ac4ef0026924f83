import queue
import threading

jobs, results = queue.Queue(), queue.Queue()

def worker():
    while True:
        try:
            results.put(jobs.get() ** 2)
        except queue.ShutDown:
            return

workers = [threading.Thread(target=worker) for _ in range(2)]
for thread in workers:
    thread.start()
for number in range(6):
    jobs.put(number)
jobs.shutdown()
for thread in workers:
    thread.join()

print(sorted(results.get() for _ in range(6)))
try:
    jobs.put(6)
except queue.ShutDown:
    print("nothing goes in any more")
