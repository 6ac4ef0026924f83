# long-lived pool, growing dicts, nothing removed
import threading, time
bad = []; N = 4
bar = threading.Barrier(N); cur = [{}]; end = time.monotonic() + 0.3; rounds = [0]
def f(n):
    while True:
        i = bar.wait()
        if i == 0: cur[0] = {}; rounds[0] += 1; go[0] = time.monotonic() < end
        bar.wait()
        if not go[0]: return
        d = cur[0]
        for j in range(40): d[n * 1000 + j] = n
        if bar.wait() == 0:
            miss = [k for k in list(d) if k not in d]
            if miss or len(d) != N * 40: bad.append((len(d), miss))
go = [True]
ts = [threading.Thread(target=f, args=(n,)) for n in range(N)]
for t in ts: t.start()
for t in ts: t.join()
print("BAD" if bad else "OK", len(bad), bad[:3], "rounds", rounds)
