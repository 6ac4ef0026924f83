import threading, time, sys
bad = []; N = 4
bar = threading.Barrier(N); cur = [None]; end = time.monotonic() + 0.3; rounds = [0]; go = [True]
def worker(n):
    while True:
        if bar.wait() == 0: cur[0] = make(); rounds[0] += 1; go[0] = time.monotonic() < end
        bar.wait()
        if not go[0]: return
        work(n, cur[0])
        if bar.wait() == 0: check(cur[0])
def main():
    ts = [threading.Thread(target=worker, args=(n,)) for n in range(N)]
    for t in ts: t.start()
    for t in ts: t.join()
    print("BAD" if bad else "OK", len(bad), bad[:3], "rounds", rounds)
from collections import defaultdict, Counter, OrderedDict
make = lambda: (defaultdict(list), Counter(), OrderedDict())
def work(n, c):
    a, b, e = c
    for j in range(40): a[n * 1000 + j].append(n); b[n * 1000 + j] += 1; e[n * 1000 + j] = 1
def check(c):
    for x in c:
        m = [k for k in list(x) if k not in x]
        if m or len(x) != 160: bad.append((type(x).__name__, len(x), m))
main()
