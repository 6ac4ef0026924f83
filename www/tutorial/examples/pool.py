import threading
import time
from concurrent.futures import ThreadPoolExecutor

used = set()

def shout(word):
    used.add(threading.current_thread().name)
    time.sleep(0.2)
    return word.upper()

with ThreadPoolExecutor(max_workers=3, thread_name_prefix="pool") as pool:
    words = list(pool.map(shout, ["real", "threads", "in", "a", "browser"]))

print(words)
print("threads used:", sorted(used))
