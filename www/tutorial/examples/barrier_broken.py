import threading

meeting = threading.Barrier(3, timeout=0.3)

def guest(name):
    try:
        meeting.wait()
        print(name, "sits down")
    except threading.BrokenBarrierError:
        print(name, "goes home")

guests = [threading.Thread(target=guest, args=(n,)) for n in ("Ada", "Grace")]
for thread in guests:
    thread.start()
for thread in guests:
    thread.join()
print("broken:", meeting.broken)
meeting.reset()
print("broken after reset():", meeting.broken)
