"""asyncio with threads: to_thread, run_in_executor, run_coroutine_threadsafe, loops in several threads, signals."""
import asyncio
import concurrent.futures
import signal
import threading
import time
import _thread


def interrupt():
    """Like Ctrl+C. Where signals are an operating system's, only a real one ends a wait."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
    else:
        _thread.interrupt_main()



async def plus_one(x):
    await asyncio.sleep(0.01)
    return x + 1


async def main():
    loop = asyncio.get_running_loop()
    name = await asyncio.to_thread(lambda: threading.current_thread().name)
    print(name.startswith("asyncio_"))
    with concurrent.futures.ThreadPoolExecutor(2, thread_name_prefix="pool") as pool:
        print(await loop.run_in_executor(pool, lambda: threading.current_thread().name))
        print(await asyncio.gather(*(loop.run_in_executor(pool, pow, n, 2) for n in range(5))))
    queue = asyncio.Queue()

    def other():
        print(asyncio.run_coroutine_threadsafe(plus_one(1), loop).result(5))
        loop.call_soon_threadsafe(queue.put_nowait, "soon")

    thread = threading.Thread(target=other)
    thread.start()
    print(await queue.get())
    thread.join()
    try:
        await asyncio.wait_for(asyncio.sleep(10), 0.02)
    except asyncio.TimeoutError:
        print("timed out")
    future = loop.create_future()
    threading.Timer(0.02, lambda: loop.call_soon_threadsafe(future.set_result, "timer")).start()
    print(await future)
    print(await asyncio.gather(plus_one(1), fails(), return_exceptions=True))
    done, pending = await asyncio.wait(
        [asyncio.create_task(plus_one(1)), asyncio.create_task(asyncio.sleep(9))], return_when=asyncio.FIRST_COMPLETED
    )
    print(len(done), len(pending))
    for task in pending:
        task.cancel()
    print([number async for number in count()], await asyncio.shield(plus_one(2)))
    start = time.monotonic()
    await asyncio.gather(*(asyncio.to_thread(time.sleep, 0.1) for _ in range(3)))
    print(0.1 <= time.monotonic() - start < 2)


async def fails():
    raise KeyError("no")


async def count():
    for number in range(3):
        yield number
        await asyncio.sleep(0)


asyncio.run(main())

names = []


def own_loop():
    async def work():
        await asyncio.sleep(0.01)
        names.append(threading.current_thread().name)

    asyncio.run(work())


threads = [threading.Thread(target=own_loop, name=f"loop {n}") for n in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(names))

loop = asyncio.new_event_loop()
thread = threading.Thread(target=loop.run_forever)
thread.start()
print(asyncio.run_coroutine_threadsafe(plus_one(40), loop).result())
future = asyncio.run_coroutine_threadsafe(asyncio.sleep(10), loop)
try:
    future.result(0.02)
except concurrent.futures.TimeoutError:
    print("too slow", future.cancel())


async def others_over():
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*others, return_exceptions=True)


# A loop that stops at once would leave the cancelled task pending.
asyncio.run_coroutine_threadsafe(others_over(), loop).result()
loop.call_soon_threadsafe(loop.stop)
thread.join()
loop.close()


async def signalled():
    event = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGINT, event.set)
    signal.raise_signal(signal.SIGINT)
    await asyncio.wait_for(event.wait(), 5)
    return loop.remove_signal_handler(signal.SIGINT)


print(asyncio.run(signalled()))
threading.Timer(0.05, interrupt).start()
try:
    asyncio.run(asyncio.sleep(60))
except KeyboardInterrupt:
    print("interrupted")
