import threading

lock = threading.Lock()
lock.acquire()

def visitor():
    print("try once:", lock.acquire(blocking=False))
    print("try for 0.2 s:", lock.acquire(timeout=0.2))

thread = threading.Thread(target=visitor)
thread.start()
thread.join()

print("locked:", lock.locked())
lock.release()
print("locked:", lock.locked())
try:
    lock.release()
except RuntimeError as error:
    print("RuntimeError:", error)
