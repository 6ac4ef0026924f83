import threading
import time

def heartbeat():
    while True:
        print("beat")
        time.sleep(0.3)

threading.Thread(target=heartbeat, name="heart", daemon=True).start()
time.sleep(0.45)
print("the main thread is done, and the heart stops with it")
