import threading
import time

def slow():
    time.sleep(0.4)
    print("slow: finished")

thread = threading.Thread(target=slow)
thread.start()

thread.join(timeout=0.1)
print("after join(timeout=0.1), alive:", thread.is_alive())
thread.join()
print("after join(), alive:", thread.is_alive())
