import threading

stop = threading.Event()

def watch():
    checks = 0
    while not stop.wait(timeout=0.1):
        checks += 1
    print("asked to stop; tidying up first")
    print("checked at least once:", checks >= 1)

watcher = threading.Thread(target=watch)
watcher.start()
print("came within 0.25 s:", threading.Event().wait(0.25))
stop.set()
watcher.join()
print("the watcher is gone")
