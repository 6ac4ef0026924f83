# Eight threads add to one number. "Read, add, write back" is three steps, and the lock makes them one.
import threading

lock = threading.Lock()
counter = 0


def add(times):
    global counter
    for _ in range(times):
        with lock:  # take this line away and additions may get lost
            counter += 1


threads = [threading.Thread(target=add, args=(1000,)) for _ in range(8)]
for t in threads:
    t.start()
for t in threads:
    t.join()

print('counter:', counter)
