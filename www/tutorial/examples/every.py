import threading

def every(seconds, action, stop):
    while not stop.wait(seconds):
        action()

stop = threading.Event()
ticks = []

def tick():
    ticks.append(len(ticks) + 1)
    print("tick", ticks[-1])
    if len(ticks) == 3:
        stop.set()

thread = threading.Thread(target=every, args=(0.1, tick, stop))
thread.start()
thread.join()
print("stopped after", len(ticks))
