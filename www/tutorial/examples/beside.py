import threading
import time

def countdown():
    for left in (3, 2, 1):
        print(left)
        time.sleep(0.3)
    print("lift-off")

threading.Thread(target=countdown).start()
time.sleep(0.15)
print("the main thread has reached its last line")
