import threading

gate = threading.Barrier(3)
for number in range(2):
    threading.Thread(target=gate.wait, name=f"T{number}").start()
