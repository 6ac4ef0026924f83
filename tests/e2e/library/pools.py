"""Pools of threads: concurrent.futures, multiprocessing.pool.ThreadPool, multiprocessing.dummy."""
import concurrent.futures as futures
import multiprocessing.dummy as dummy
import threading
import time
from multiprocessing import TimeoutError
from multiprocessing.pool import ThreadPool


def reciprocal(x):
    return 1 / x


with futures.ThreadPoolExecutor(3, thread_name_prefix="pool") as pool:
    print(list(pool.map(lambda x: x * 2, range(5), timeout=10)))
    sleeps = [pool.submit(time.sleep, 0.01 * n) for n in range(4)]
    print(len(futures.wait(sleeps).done), len(list(futures.as_completed(sleeps))))
    print(repr(pool.submit(reciprocal, 0).exception()))
    print(pool.submit(lambda: threading.current_thread().name).result()[:5])
    gate = threading.Event()
    held = [pool.submit(gate.wait) for _ in range(3)]
    never = pool.submit(print, "never")
    print(never.cancel(), never.cancelled())
    try:
        held[0].result(0.01)
    except futures.TimeoutError:
        print("time is up")
    called = []
    held[0].add_done_callback(lambda future: called.append(future.result()))
    gate.set()
print(called)
try:
    pool.submit(print)
except RuntimeError as error:
    print(error)

with ThreadPool(3) as pool:
    print(pool.map(abs, [-1, 2]), pool.starmap(pow, [(2, 3), (3, 2)]), list(pool.imap(str, range(3))))
    print(sorted(pool.imap_unordered(str, range(3))), pool.apply(abs, (-7,)))
    result = pool.apply_async(reciprocal, (0,))
    try:
        result.get(10)
    except ZeroDivisionError as error:
        print(error, result.ready(), result.successful())
    told = threading.Event()
    pool.map_async(abs, [-1, 2], callback=lambda values: (print(values), told.set())).wait()
    told.wait()
    try:
        pool.apply_async(time.sleep, (0.3,)).get(0.01)
    except TimeoutError as error:
        print(type(error).__name__)
    pool.close()
    pool.join()

pool = dummy.Pool(2)
print(pool.map(len, ["a", "bb"]))
pool.close()
pool.join()
process = dummy.Process(target=print, args=("in a dummy process",))
process.start()
process.join()
print(process.exitcode, process.is_alive())
here, there = dummy.Pipe()
process = dummy.Process(target=lambda: there.send(here is not there))
process.start()
print(here.recv())
process.join()
queue = dummy.JoinableQueue()
queue.put(1)
queue.get()
queue.task_done()
queue.join()
print(dummy.current_process().name, dummy.active_children(), dummy.Value("i", 3).value, list(dummy.Array("i", [4])))
