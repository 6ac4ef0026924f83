import threading

accounts = {"savings": 500, "current": 500}
lock = threading.Lock()
seen = set()

def move(source, target, times):
    for _ in range(times):
        with lock:
            accounts[source] -= 1
            accounts[target] += 1

def audit(times):
    for _ in range(times):
        with lock:
            seen.add(sum(accounts.values()))

threads = [
    threading.Thread(target=move, args=("savings", "current", 1_000)),
    threading.Thread(target=move, args=("current", "savings", 1_000)),
    threading.Thread(target=audit, args=(1_000,)),
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("totals that the audit saw:", seen)
