"""contextvars: each thread has its own context, and a copy can be passed to another thread."""
import asyncio
import concurrent.futures
import contextvars
import threading

var = contextvars.ContextVar("var", default="default")
var.set("main")
seen = {}


def look(name):
    seen[name] = var.get()
    var.set(name)
    seen[f"{name}, after"] = var.get()


def run(name, target):
    thread = threading.Thread(target=target, args=(name,))
    thread.start()
    thread.join()


run("plain", look)
copied = contextvars.copy_context()
run("copied", lambda name: copied.run(look, name))
print(seen, var.get(), copied[var])

barrier = threading.Barrier(8)
kept = []


def keep(number):
    token = var.set(number)
    barrier.wait()
    kept.append(var.get() == number)
    var.reset(token)
    kept.append(var.get() == "default")


threads = [threading.Thread(target=keep, args=(number,)) for number in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(all(kept), len(kept))

# One context is entered by one thread at a time.
inside, leave = threading.Event(), threading.Event()
thread = threading.Thread(target=copied.run, args=(lambda: (inside.set(), leave.wait()),))
thread.start()
inside.wait()
try:
    copied.run(print)
except RuntimeError as error:
    print(str(error).startswith("cannot enter context"))
leave.set()
thread.join()


async def main():
    var.set("task")
    loop = asyncio.get_running_loop()
    return await asyncio.to_thread(var.get), await loop.run_in_executor(None, var.get)


print(asyncio.run(main()), var.get())
with concurrent.futures.ThreadPoolExecutor(1) as pool:
    print(pool.submit(var.get).result())
