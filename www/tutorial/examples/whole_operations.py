import threading

N = 20_000
items = []
total = 0

def work():
    global total
    for number in range(N):
        items.append(number)
        total += 1

threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("items appended:", len(items))
print("total added up:", total)
print("append() lost any:", len(items) < 4 * N)
print("+= lost any:", total < 4 * N)
