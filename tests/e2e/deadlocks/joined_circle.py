import threading

go = threading.Event()
threads = []


def wait_for(other):
    go.wait()
    threads[other].join()


threads += [threading.Thread(target=wait_for, args=(1,), name="A"), threading.Thread(target=wait_for, args=(0,), name="B")]
for thread in threads:
    thread.start()
go.set()
