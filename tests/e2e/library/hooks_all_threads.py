# python: 3.12
"""settrace_all_threads and setprofile_all_threads reach threads that run already, in the middle of a call."""
import sys
import threading

calls = []


def traced():
    pass


def watch(frame, event, arg):
    if frame.f_code is traced.__code__ and event == "call":
        calls.append(threading.current_thread().name)


class Worker(threading.Thread):
    """Calls `traced` at each request."""

    def __init__(self, name):
        super().__init__(name=name)
        self.go, self.done, self.over = threading.Semaphore(0), threading.Semaphore(0), False
        self.start()

    def run(self):
        while True:
            self.go.acquire()
            if self.over:
                return
            traced()
            self.seen = (sys.gettrace() is watch, sys.getprofile() is watch)
            self.done.release()

    def call(self):
        self.go.release()
        self.done.acquire()


workers = [Worker("first"), Worker("second")]


def round(title):
    calls.clear()
    for worker in workers:
        worker.call()
    traced()
    print(title, sorted(calls), [worker.seen for worker in workers])


round("nothing")
threading.setprofile_all_threads(watch)
round("profile")
print(threading.getprofile() is watch)
threading.setprofile_all_threads(None)
round("no profile")
threading.settrace_all_threads(watch)
round("trace")
print(threading.gettrace() is watch)
late = Worker("late")
calls.clear()
late.call()
print("a later thread", calls)
threading.settrace_all_threads(None)
workers.append(late)
round("no trace")

# A thread that never waits is affected too.
spinning, stop = threading.Event(), False


def spin():
    spinning.set()
    while not stop:
        traced()


calls.clear()
spinner = threading.Thread(target=spin, name="spinner")
spinner.start()
spinning.wait()
threading.setprofile_all_threads(watch)
while not calls:
    pass
threading.setprofile_all_threads(None)
stop = True
spinner.join()
print("in a loop", set(calls))

for worker in workers:
    worker.over = True
    worker.go.release()
    worker.join()
