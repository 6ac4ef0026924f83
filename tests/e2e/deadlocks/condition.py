import threading

ready = threading.Condition()
with ready:
    ready.notify()
with ready:
    ready.wait()
