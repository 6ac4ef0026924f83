import faulthandler
import threading
import time

fork, knife = threading.Lock(), threading.Lock()

def eat(name, first, second, patience):
    with first:
        time.sleep(0.2)
        if second.acquire(timeout=patience):
            print(name, "eats")
            second.release()
        else:
            print(name, "gives up")

faulthandler.dump_traceback_later(0.4)
diners = [
    threading.Thread(target=eat, args=("Ada", fork, knife, 0.5), name="Ada"),
    threading.Thread(target=eat, args=("Grace", knife, fork, 2), name="Grace"),
]
for diner in diners:
    diner.start()
for diner in diners:
    diner.join()
print("dinner is over")
