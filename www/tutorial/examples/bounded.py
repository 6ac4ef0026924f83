import threading

plain = threading.Semaphore(1)
bounded = threading.BoundedSemaphore(1)

plain.release()
taken = [plain.acquire(blocking=False) for _ in range(3)]
print("plain semaphore of 1, after a release too many:", taken)

try:
    bounded.release()
except ValueError as error:
    print("bounded semaphore of 1:", error)
