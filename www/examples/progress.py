import threading
import time

WIDTH = 20


def download(name, colour, seconds):
    for done in range(WIDTH + 1):
        bar = "#" * done + "." * (WIDTH - done)
        print(f"\r\033[{colour}m{name:8}\033[0m [{bar}] {100 * done // WIDTH:3}%", end="", flush=True)
        time.sleep(seconds / WIDTH)
    print()


for name, colour, seconds in [("photos", 32, 0.8), ("music", 35, 0.6)]:
    thread = threading.Thread(target=download, args=(name, colour, seconds), name=name)
    thread.start()
    thread.join()
