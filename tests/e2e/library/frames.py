# python: browser
"""A traceback shows the source lines of the library that its frames are in."""
import concurrent.futures
import inspect
import linecache
import queue
import threading
import traceback


def fail():
    raise ValueError("no")


thread = threading.Thread(target=fail)
thread.start()
thread.join()

try:
    queue.Queue().get_nowait()
except queue.Empty:
    print(traceback.format_exc())
with concurrent.futures.ThreadPoolExecutor() as pool:
    try:
        pool.submit(fail).result()
    except ValueError:
        print(traceback.format_exc())

print(inspect.getsource(threading.Thread.is_alive))
for name in "json.encoder", "nothing":
    print(repr(linecache.getline(name, 1)))
