import threading

lock = threading.Lock()

def careless():
    lock.acquire()
    int("not a number")
    lock.release()

def careful():
    with lock:
        int("not a number")

for function in (careless, careful):
    try:
        function()
    except ValueError:
        print(function.__name__, "left the lock locked:", lock.locked())
    if lock.locked():
        lock.release()
