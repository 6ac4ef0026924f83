"""weakref and gc while threads make and drop objects."""
import gc
import threading
import weakref


class Node:
    def __init__(self):
        self.me = self


def in_threads(count, work):
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


gone = []
node = Node()
ref = weakref.ref(node)
weakref.finalize(node, gone.append, "finalized")
del node
gc.collect()
print(ref(), gone)

values, kept = weakref.WeakValueDictionary(), Node()
values["kept"] = kept
refs, guard = weakref.WeakSet(), threading.Lock()


def churn():
    for number in range(300):
        node = Node()
        values[number] = node
        refs.add(node)
        if number % 50 == 0:
            gc.collect()


in_threads(4, churn)
gc.collect()
print(list(values), len(refs))

finished = []


class Counted:
    def __del__(self):
        with guard:
            finished.append(threading.current_thread().name)


in_threads(4, lambda: [Counted() for _ in range(100)])
gc.collect()
print(len(finished))
local = threading.local()
alive = weakref.WeakSet()


def keep():
    local.node = Node()
    alive.add(local.node)


in_threads(3, keep)
gc.collect()
print(len(alive))
print(gc.isenabled(), len(gc.get_threshold()), len(gc.get_stats()), gc.garbage)
phases = []
gc.callbacks.append(lambda phase, info: phases.append(phase))
gc.collect()
gc.callbacks.clear()
print(phases)
proxy = weakref.proxy(kept)
print(repr(proxy).startswith("<weakproxy at 0x"), proxy.me is kept)
