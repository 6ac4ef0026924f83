import threading
import time

class Account:
    def __init__(self, number, balance):
        self.number, self.balance = number, balance
        self.lock = threading.Lock()

def transfer(source, target, amount):
    first, second = sorted((source, target), key=lambda account: account.number)
    with first.lock:
        time.sleep(0.1)
        with second.lock:
            source.balance -= amount
            target.balance += amount

ada, grace = Account(1, 100), Account(2, 100)
threads = [
    threading.Thread(target=transfer, args=(ada, grace, 30), name="rent"),
    threading.Thread(target=transfer, args=(grace, ada, 10), name="refund"),
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("Ada has", ada.balance, "and Grace has", grace.balance)
