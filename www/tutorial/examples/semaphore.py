import threading
import time

tickets = threading.Semaphore(2)
lock = threading.Lock()
inside = peak = 0

def visit():
    global inside, peak
    with tickets:
        with lock:
            inside += 1
            peak = max(peak, inside)
        time.sleep(0.1)
        with lock:
            inside -= 1

visitors = [threading.Thread(target=visit) for _ in range(6)]
for visitor in visitors:
    visitor.start()
for visitor in visitors:
    visitor.join()
print("visitors:", len(visitors), "most at once:", peak)
