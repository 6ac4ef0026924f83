import queue
import threading
import time

belt = queue.Queue(maxsize=2)


def baker():
    for number in range(1, 6):
        belt.put(f"loaf {number}")
        print(f"baked loaf {number}")
    belt.put(None)


def packer():
    while (loaf := belt.get()) is not None:
        time.sleep(0.2)
        print(f"packed {loaf}")


threads = [threading.Thread(target=baker, name="baker"), threading.Thread(target=packer, name="packer")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("left on the belt:", belt.qsize())
