import threading
import time

lengths = {}

def measure(word, seconds):
    time.sleep(seconds)
    lengths[word] = len(word)

work = [("apple", 0.9), ("fig", 0.3), ("banana", 0.6)]
threads = [threading.Thread(target=measure, args=item) for item in work]
for thread in threads:
    thread.start()
print("before join:", lengths)
for thread in threads:
    thread.join()
print("after join: ", lengths)
