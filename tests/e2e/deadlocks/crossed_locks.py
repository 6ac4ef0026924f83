import threading, time
a = threading.Lock()
b = threading.Lock()
met = threading.Barrier(2)
def one():
    with a:
        met.wait()
        with b:
            print("one")
def two():
    with b:
        met.wait()
        with a:
            print("two")
ts = [threading.Thread(target=one), threading.Thread(target=two)]
for t in ts: t.start()
for t in ts: t.join()
