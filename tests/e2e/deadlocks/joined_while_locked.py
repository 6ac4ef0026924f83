import threading

lock = threading.Lock()


def work():
    with lock:
        print("works")


with lock:
    worker = threading.Thread(target=work, name="worker")
    worker.start()
    worker.join()
