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
make = set
def work(n, s):
    for j in range(40): s.add(n * 1000 + j)
def check(s):
    m = [k for k in list(s) if k not in s]
    if m or len(s) != 160: bad.append((len(s), m))
main()
