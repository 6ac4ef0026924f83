import threading
import time

fork, knife = threading.Lock(), threading.Lock()
ORDER = {fork: 1, knife: 2}

def eat(name, *tools):
    first, second = sorted(tools, key=ORDER.get)
    with first:
        time.sleep(0.1)
        with second:
            print(name, "eats")

diners = [
    threading.Thread(target=eat, args=("Ada", fork, knife)),
    threading.Thread(target=eat, args=("Grace", knife, fork)),
]
for diner in diners:
    diner.start()
for diner in diners:
    diner.join()
print("dinner is over")
