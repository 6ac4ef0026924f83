import threading

N = 50_000
counter = 0
lock = threading.Lock()

def add():
    global counter
    for _ in range(N):
        lock.acquire()
        counter += 1
        lock.release()

threads = [threading.Thread(target=add) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("expected", 2 * N)
print("counted ", counter)
