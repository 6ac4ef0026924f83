import threading

N = 100_000
shares = [0, 0]

def count(which):
    mine = 0
    for _ in range(N):
        mine += 1
    shares[which] = mine

threads = [threading.Thread(target=count, args=(which,)) for which in (0, 1)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("counted", sum(shares))
