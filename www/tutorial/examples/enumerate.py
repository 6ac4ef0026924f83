import threading
import time

for name in ("reader", "writer"):
    threading.Thread(target=time.sleep, args=(0.3,), name=name).start()
threading.Thread(target=time.sleep, args=(9,), name="clock", daemon=True).start()

print(threading.active_count(), "threads are alive:")
for thread in threading.enumerate():
    print(f"- {thread.name}, daemon: {thread.daemon}")
