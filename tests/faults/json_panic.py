import json, threading, time
l = list(range(50)); end = time.monotonic() + 0.3
def mut():
    while time.monotonic() < end: l.append(1); l.pop(0)
def dump():
    while time.monotonic() < end: json.dumps(l)
ts = [threading.Thread(target=f) for f in (mut, dump, dump)]
for t in ts: t.start()
for t in ts: t.join()
print("OK")
