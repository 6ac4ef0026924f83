# A thread can be a class of its own: derive from Thread and say in run() what it does.
import threading


class Squares(threading.Thread):
    def __init__(self, first, last):
        super().__init__()
        self.numbers = range(first, last + 1)
        self.result = None

    def run(self):
        # start() calls this in the new thread. What the caller wants to know goes into an attribute.
        self.result = sum(n * n for n in self.numbers)


parts = [Squares(1, 50), Squares(51, 100)]
for part in parts:
    part.start()
for part in parts:
    part.join()  # before this the result may still be None
    print('part:', part.result)

print('sum of squares to 100:', sum(part.result for part in parts))
