import threading

class Task(threading.Thread):
    def __init__(self, function, *args):
        super().__init__()
        self.function, self.args = function, args
        self.value = self.error = None

    def run(self):
        try:
            self.value = self.function(*self.args)
        except Exception as error:
            self.error = error

    def result(self):
        self.join()
        if self.error:
            raise self.error
        return self.value

tasks = [Task(int, "42"), Task(int, "forty-two")]
for task in tasks:
    task.start()
for task in tasks:
    try:
        print("result:", task.result())
    except ValueError as error:
        print("failed:", error)
