import threading
import time

naps = {"quick": 0.1, "slow": 0.5, "slower": 0.5}
threads = [threading.Thread(target=time.sleep, args=(s,), name=n) for n, s in naps.items()]
for thread in threads:
    thread.start()

deadline = time.monotonic() + 0.3
for thread in threads:
    thread.join(max(0, deadline - time.monotonic()))

print("still working:", [t.name for t in threads if t.is_alive()])
