import queue
import threading

errands = queue.PriorityQueue()
for priority, what in [(3, "nap"), (1, "catch the train"), (2, "lunch")]:
    errands.put((priority, what))

def helper():
    while True:
        priority, what = errands.get()
        print(priority, what)
        errands.task_done()

threading.Thread(target=helper, daemon=True).start()
errands.join()
try:
    errands.get(timeout=0.1)
except queue.Empty:
    print("nothing left to do")
