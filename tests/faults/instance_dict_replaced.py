"""An object's `__dict__` is replaced while threads read and write its attributes: each sees one dict or another, whole."""
import threading


class Point:
    pass


point = Point()
point.__dict__ = {"x": 1, "y": 1, "pad": [1] * 50}
wrong = []
ready = threading.Barrier(4)
over = threading.Event()


def reads():
    ready.wait()
    while not over.is_set():
        for _ in range(200):
            x, pad = point.x, point.pad
            if type(x) is not int or type(pad) is not list or len(pad) != 50:
                wrong.append((x, pad))


def writes():
    ready.wait()
    while not over.is_set():
        for n in range(200):
            point.y = [n]
            if type(point.y) is not list and type(point.y) is not int:
                wrong.append(point.y)


threads = [threading.Thread(target=reads), threading.Thread(target=reads), threading.Thread(target=writes)]
for thread in threads:
    thread.start()
ready.wait()
for n in range(1000):
    point.__dict__ = {"x": 1000 + n, "y": n, "pad": [n] * 50}
over.set()
for thread in threads:
    thread.join()
print(f"BAD {wrong[:3]}" if wrong else "OK")
