import threading
import time

class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

def transfer(source, target, amount):
    with source.lock:
        time.sleep(0.1)
        with target.lock:
            source.balance -= amount
            target.balance += amount

ada, grace = Account(100), Account(100)
threads = [
    threading.Thread(target=transfer, args=(ada, grace, 30), name="rent"),
    threading.Thread(target=transfer, args=(grace, ada, 10), name="refund"),
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("Ada has", ada.balance, "and Grace has", grace.balance)
