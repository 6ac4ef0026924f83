import threading, time
class O: pass
o, bad = O(), []; end = time.monotonic() + 0.3
def f(i):                              # each thread has 30 attributes of its own on one object
    while time.monotonic() < end:
        for j in range(30): setattr(o, f"t{i}_{j}", j)
        for j in range(30):
            try: delattr(o, f"t{i}_{j}")
            except AttributeError as e: bad.append(str(e))
ts = [threading.Thread(target=f, args=(i,)) for i in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print("BAD" if bad else "OK", len(bad), bad[:2])
