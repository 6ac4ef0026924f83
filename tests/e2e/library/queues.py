"""All queues: full, empty and in order; and waits for tasks."""
import queue
import threading

for kind in (queue.Queue, queue.LifoQueue, queue.PriorityQueue):
    q = kind(3)
    for item in (2, 1, 3):
        q.put(item)
    try:
        q.put(4, timeout=0.01)
    except queue.Full:
        print("full", q.full(), q.qsize())
    print(kind.__name__, [q.get() for _ in range(3)])
    try:
        q.get_nowait()
    except queue.Empty:
        print("empty", q.empty())
    for _ in range(3):
        q.task_done()
    q.join()
    try:
        q.task_done()
    except ValueError as error:
        print(error)
    try:
        q.get(timeout=-1)
    except ValueError as error:
        print(error)

q = queue.SimpleQueue()
q.put(1)
print(q.get(), q.empty(), q.qsize())
try:
    q.get(timeout=0.01)
except queue.Empty:
    print("empty")

q = queue.Queue(2)
got = []


def consume():
    while (item := q.get()) is not None:
        got.append(item)
        q.task_done()
    q.task_done()


threads = [threading.Thread(target=consume) for _ in range(3)]
for thread in threads:
    thread.start()
for item in range(50):
    q.put(item)
q.join()
print(sorted(got) == list(range(50)))
for thread in threads:
    q.put(None)
for thread in threads:
    thread.join()
