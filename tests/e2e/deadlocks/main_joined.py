import threading

worker = threading.Thread(target=threading.current_thread().join, name="worker")
worker.start()
worker.join()
