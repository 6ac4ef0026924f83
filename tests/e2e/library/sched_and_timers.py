"""sched and threading.Timer: order, priority, cancelling, and one scheduler that several threads use."""
import sched
import threading
import time

scheduler = sched.scheduler(time.monotonic, time.sleep)
scheduler.enter(0.02, 1, print, ("second",))
scheduler.enter(0.01, 1, print, ("first",))
now = time.monotonic() + 0.03
scheduler.enterabs(now, 2, print, ("fourth",))
scheduler.enterabs(now, 1, print, ("third",))
never = scheduler.enter(0.01, 1, print, ("never",))
scheduler.cancel(never)
print(len(scheduler.queue))
scheduler.run()
print(scheduler.empty(), scheduler.run(blocking=False))

done = []
threads = [
    threading.Thread(target=lambda n=n: (scheduler.enter(0.01 * n, 1, done.append, (n,)), scheduler.run()))
    for n in range(4)
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
scheduler.run()
print(sorted(done), scheduler.empty())

timer = threading.Timer(0.01, print, args=["timer"], kwargs={"end": "!\n"})
timer.start()
timer.join()
timer = threading.Timer(60, print, ["too late"])
timer.start()
timer.cancel()
timer.join()
print(timer.finished.is_set(), timer.is_alive())
