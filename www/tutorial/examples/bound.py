import threading
import time

def compute(n):
    while n:
        n -= 1

def timed(label, function, argument):
    begun = time.perf_counter()
    function(argument)
    alone = time.perf_counter() - begun
    threads = [
        threading.Thread(target=function, args=(argument,), name=f"{label} {number}")
        for number in (1, 2)
    ]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"{label}: once {alone:.2f} s, twice {time.perf_counter() - begun:.2f} s")

timed("wait", time.sleep, 0.3)
timed("compute", compute, 1_500_000)
