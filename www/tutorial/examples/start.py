import threading

def greet():
    print("hello from", threading.current_thread().name)

threads = [threading.Thread(target=greet) for _ in range(3)]
for thread in threads:
    thread.start()
print("all three are started")
