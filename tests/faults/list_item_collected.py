import threading, time
box, end = [None], time.monotonic() + 0.3
class D:
    def __del__(self): sum(range(5))
class Cycle: pass
def replace():
    while time.monotonic() < end: box[0] = D()
def garbage():
    while time.monotonic() < end: c = Cycle(); c.me = c
ts = [threading.Thread(target=f) for f in (replace, garbage) * 2]
for t in ts: t.start()
for t in ts: t.join()
print("OK")
