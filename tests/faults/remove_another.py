"""`remove` removes the item that it was asked for, whatever other threads do to the container; `reverse` loses none."""
import array
import collections
import threading

ROUNDS = 300


def work(x, number, go):
    mine = [number * 1000 + n for n in range(20)]
    go.wait()
    for item in mine:
        x.append(item)
    for item in mine[:10]:
        x.reverse()
        x.remove(item)


def main():
    for make in (list, collections.deque, lambda: array.array("q")):
        for _ in range(ROUNDS // 3):
            x, go = make(), threading.Barrier(2)
            threads = [threading.Thread(target=work, args=(x, number, go)) for number in range(2)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            want = sorted(number * 1000 + n for number in range(2) for n in range(10, 20))
            if sorted(x) != want:
                return f"BAD {type(x).__name__}: {sorted(x)}"
    return "OK"


print(main())
