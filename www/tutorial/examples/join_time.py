import threading
import time

begun = time.monotonic()
threads = [threading.Thread(target=time.sleep, args=(0.3,)) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(f"four naps of 0.3 s took {time.monotonic() - begun:.2f} s together")
