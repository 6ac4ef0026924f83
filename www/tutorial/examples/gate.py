import threading
import time

gate = threading.Event()

def runner(number):
    gate.wait()
    print("runner", number, "is off")

for number in range(1, 4):
    threading.Thread(target=runner, args=(number,)).start()
print("on your marks")
time.sleep(0.2)
gate.set()
