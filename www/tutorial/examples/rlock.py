import threading

def take_twice(name, lock):
    lock.acquire()
    again = lock.acquire(timeout=0.2)
    print(f"{name}: taken a second time: {again}")

take_twice("Lock", threading.Lock())
take_twice("RLock", threading.RLock())
