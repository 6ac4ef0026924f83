"""What `sys.intern` returns is interned, whichever thread was first."""
import sys
import threading

ROUNDS, THREADS = 300, 4
errors = []
barrier = threading.Barrier(THREADS)


def run():
    for number in range(ROUNDS):
        barrier.wait()
        name = sys.intern(f"a name {number}")
        if not sys._is_interned(name):
            errors.append(name)


threads = [threading.Thread(target=run) for _ in range(THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(f"BAD {len(errors)}" if errors or sys._is_interned("".join(["not ", "interned"])) else "OK")
