import threading

class Scratch(threading.local):
    def __init__(self, unit):
        self.unit = unit
        self.values = []

scratch = Scratch("kg")

def weigh(*values):
    for value in values:
        scratch.values.append(value)
    print(sum(scratch.values), scratch.unit, "from", len(scratch.values), "values")

for batch in [(1, 2, 3), (10, 20)]:
    thread = threading.Thread(target=weigh, args=batch)
    thread.start()
    thread.join()
print("main thread:", scratch.values)
