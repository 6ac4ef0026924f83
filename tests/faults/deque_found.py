"""`index`, `count` and `in` of a deque that other threads change see it as it was at one moment, and never tell of a change."""
import threading
from collections import deque

ROUNDS = 3_000
found = deque(range(100))
stop = threading.Event()
errors = []


def change():
    while not stop.is_set():
        found.append(0)
        found.popleft()
        found.rotate(1)
        found.clear()
        found.extend(range(100))


def look():
    for _ in range(ROUNDS):
        try:
            found.index(50)
        except ValueError as error:
            if str(error) != "deque.index(x): x not in deque":
                errors.append(error)
        except Exception as error:
            errors.append(error)
        try:
            if found.count(50) > 1:
                errors.append("counted twice")
            50 in found
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
