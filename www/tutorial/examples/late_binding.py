import threading

late = [threading.Thread(target=lambda: print("looked up late:", n)) for n in range(3)]
given = [threading.Thread(target=lambda n: print("given:", n), args=(n,)) for n in range(3)]

for thread in late + given:
    thread.start()
    thread.join()
