import queue
import threading

tasks = queue.Queue()


def consume():
    while True:
        print(tasks.get())
        tasks.task_done()


threading.Thread(target=consume, name="consumer").start()
for number in range(3):
    tasks.put(number)
tasks.join()
print("all done")
