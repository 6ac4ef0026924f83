# An exception in the main thread makes the exit status 1, but threads that were started still finish their work.
import threading
import time


def worker():
    time.sleep(0.3)
    print('the worker finishes all the same')


threading.Thread(target=worker).start()
raise RuntimeError('the main thread gives up')
