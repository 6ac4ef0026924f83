# python: 3.13
"""Queue.shutdown: the items are returned or dropped, and every wait ends."""
import queue
import threading

q = queue.Queue()
q.put(1)
q.shutdown()
print(q.get())
for act in (q.get, lambda: q.put(2), q.get_nowait):
    try:
        act()
    except queue.ShutDown as error:
        print(type(error).__name__)
q = queue.Queue(1)
q.put(1)
told = []


def work(act):
    try:
        act()
    except queue.ShutDown:
        told.append(1)


threads = [threading.Thread(target=work, args=(lambda: q.put(2),)) for _ in range(2)]
for thread in threads:
    thread.start()
q.shutdown(immediate=True)
for thread in threads:
    thread.join()
print(len(told), q.qsize())
