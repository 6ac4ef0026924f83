import threading
import time

seats = 1
sold = []

def buy(name):
    if len(sold) < seats:
        time.sleep(0.3)  # asking for the card takes a moment
        sold.append(name)
        print(name, "has a seat")
    else:
        print(name, "comes too late")

buyers = [threading.Thread(target=buy, args=(name,)) for name in ("Ada", "Grace")]
for buyer in buyers:
    buyer.start()
for buyer in buyers:
    buyer.join()
print("seats:", seats, "sold:", len(sold))
