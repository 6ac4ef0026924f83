import threading

class Basket:
    def __init__(self):
        self._lock = threading.RLock()
        self._items = []

    def add(self, item):
        with self._lock:
            self._items.append(item)

    def add_all(self, items):
        with self._lock:
            for item in items:
                self.add(item)

    def contents(self):
        with self._lock:
            return list(self._items)

basket = Basket()
fruit = threading.Thread(target=basket.add_all, args=(["apple", "pear"],))
tools = threading.Thread(target=basket.add_all, args=(["saw", "axe"],))
for thread in (fruit, tools):
    thread.start()
for thread in (fruit, tools):
    thread.join()
together = "".join(item[0] for item in basket.contents())
print("each pair stayed together:", together in ("apsa", "saap"))
