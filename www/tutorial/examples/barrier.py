import threading
import time

meeting = threading.Barrier(3, action=lambda: print("-- everyone is here"))

def worker(name, seconds):
    for part in ("first", "second"):
        time.sleep(seconds)
        print(name, "has done the", part, "part")
        meeting.wait()

for name, seconds in [("Ada", 0), ("Grace", 0.2), ("Radia", 0.4)]:
    threading.Thread(target=worker, args=(name, seconds)).start()
