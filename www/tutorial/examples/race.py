import threading

N = 500_000
counter = 0

def add():
    global counter
    for _ in range(N):
        counter += 1

threads = [threading.Thread(target=add) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("expected", 2 * N)
print("counted ", counter)
print("updates were lost:", counter < 2 * N)
