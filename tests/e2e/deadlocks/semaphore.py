import threading

slots = threading.Semaphore(2)
for number in range(3):
    slots.acquire()
    print(number)
