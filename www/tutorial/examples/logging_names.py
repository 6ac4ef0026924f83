import logging
import threading

logging.basicConfig(level=logging.INFO, format="%(threadName)-10s %(message)s")

def fetch(path):
    logging.info("fetching %s", path)

for number, path in enumerate(["/news", "/weather"], start=1):
    thread = threading.Thread(target=fetch, args=(path,), name=f"fetcher-{number}")
    thread.start()
    thread.join()
logging.info("done")
