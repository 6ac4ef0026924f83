import threading
import time

def nap(seconds):
    time.sleep(seconds)

for seconds in (0.1, 0.2, 0.3):
    threading.Thread(target=nap, args=(seconds,), name=f"nap {seconds}").start()

for thread in threading.enumerate():
    if thread is threading.current_thread():
        continue
    thread.join()
    print(thread.name, "is over")
print("alone again:", threading.active_count() == 1)
