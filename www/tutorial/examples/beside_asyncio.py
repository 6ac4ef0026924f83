import asyncio
import threading
import time

async def tea():
    await asyncio.sleep(0.3)
    return f"tea by {threading.current_thread().name}"

def toast():
    time.sleep(0.3)
    return f"toast by {threading.current_thread().name}"

async def breakfast():
    begun = time.perf_counter()
    made = await asyncio.gather(tea(), tea(), asyncio.to_thread(toast), asyncio.to_thread(toast))
    for what in made:
        print(what)
    print(f"after {time.perf_counter() - begun:.1f} s")

asyncio.run(breakfast())
