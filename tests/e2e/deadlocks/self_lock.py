import threading
lock = threading.Lock()
def f():
    with lock:
        print("in")
        lock.acquire()
f()
