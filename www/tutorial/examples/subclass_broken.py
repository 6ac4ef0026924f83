import threading

class Broken(threading.Thread):
    def __init__(self, jobs):
        self.jobs = jobs

class CalledDirectly(threading.Thread):
    def run(self):
        print("run() is in", threading.current_thread().name)

try:
    Broken([1, 2, 3]).start()
except RuntimeError as error:
    print("RuntimeError:", error)

CalledDirectly(name="worker").run()
CalledDirectly(name="worker").start()
