import threading

acquire = threading.Lock().acquire
acquire()
acquire()
