"""`index`, `count` and `in` of a deque look at it at one moment, whatever other threads change meanwhile."""
import threading
from collections import deque

ROUNDS = 3_000
found = deque(range(100))
stop = threading.Event()
errors = []


def change():
    while not stop.is_set():
        found.append(-1)
        found.rotate(1)
        found.remove(-1)


def look():
    for _ in range(ROUNDS):
        try:
            found.index(50)
            if found.count(50) != 1 or 50 not in found:
                errors.append("an item was not seen once")
        except Exception as error:
            errors.append(error)


threads = [threading.Thread(target=change) for _ in range(2)]
for thread in threads:
    thread.start()
look()
stop.set()
for thread in threads:
    thread.join()
print(f"BAD {errors[:3]}" if errors else "OK")
found = deque("abcab")
print("OK" if (found.index("b", 2), found.index("a", -2), found.count("a")) == (4, 3, 2) else "BAD places")
