import queue
import threading

tasks = queue.Queue()


def consume():
    tasks.get()


threading.Thread(target=consume).start()
tasks.put(1)
tasks.join()
