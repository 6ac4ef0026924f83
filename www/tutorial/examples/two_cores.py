import threading
import time

def count(n):
    while n:
        n -= 1

def together():
    threads = [
        threading.Thread(target=count, args=(1_500_000,), name=f"count {number}")
        for number in (1, 2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

def timed(label, work):
    begun = time.perf_counter()
    work()
    print(f"{label}: {time.perf_counter() - begun:.2f} s")

timed("two threads        ", together)
timed("one after the other", lambda: (count(1_500_000), count(1_500_000)))
