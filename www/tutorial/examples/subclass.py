import threading

class Counter(threading.Thread):
    def __init__(self, text, letter):
        super().__init__(name=f"count {letter}")
        self.text = text
        self.letter = letter
        self.found = None

    def run(self):
        self.found = self.text.count(self.letter)

text = "never odd or even"
counters = [Counter(text, letter) for letter in "eno"]
for counter in counters:
    counter.start()
for counter in counters:
    counter.join()
    print(counter.name, "->", counter.found)
