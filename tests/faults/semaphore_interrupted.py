# a helper interrupts the main thread and releases the semaphore at about the same moment; afterwards the permit must be
# either acquired or still there
import threading, _thread, time, multiprocessing, sys, random, queue
kind = sys.argv[1] if len(sys.argv) > 1 else 'mp'
make = {'mp': lambda: multiprocessing.Semaphore(0), 'threading': lambda: threading.Semaphore(0)}[kind]
lost = got = interrupted = both = 0; box = [None]; seq = [0]; done = [0]; stop = False
def helper():
    k = 0
    while not stop:
        if seq[0] == k: continue
        k = seq[0]; s, d0, d1 = box[0]
        for _ in range(d0): pass
        if d1 >= 0:
            _thread.interrupt_main()
            for _ in range(d1): pass
            s.release()
        else:
            s.release()
            for _ in range(-d1): pass
            _thread.interrupt_main()
        done[0] = k
h = threading.Thread(target=helper, daemon=True); h.start()
end = time.monotonic() + 1
while time.monotonic() < end:
    s = make(); ok = False; ki = 0
    try:
        box[0] = (s, random.randrange(400), random.randrange(-60, 60)); seq[0] += 1
        s.acquire(); ok = True
        while done[0] != seq[0]: pass
        time.sleep(.0005)
    except KeyboardInterrupt: ki += 1
    while True:
        try:
            while done[0] != seq[0]: pass
            time.sleep(.0005); break
        except KeyboardInterrupt: ki += 1
    interrupted += ki
    if ok: got += 1
    elif not s.acquire(False): lost += 1
stop = True
print("BAD" if lost else "OK", kind, "rounds", seq[0], "acquired", got, "interrupted", interrupted, "permits lost", lost)
