import threading

changed = threading.Condition()
level = 0

def fill():
    global level
    for _ in range(5):
        with changed:
            level += 20
            changed.notify_all()

def watch(mark):
    with changed:
        reached = changed.wait_for(lambda: level >= mark, timeout=0.8)
        print(f"{mark}%:", "reached" if reached else "gave up waiting")

watchers = [threading.Thread(target=watch, args=(mark,)) for mark in (50, 100, 150)]
for thread in watchers:
    thread.start()
threading.Thread(target=fill).start()
