"""logging from threads: thread names, QueueHandler and QueueListener, files that several threads write to."""
import io
import logging
import logging.config
import logging.handlers
import os
import queue
import tempfile
import threading


def in_threads(count, work):
    threads = [threading.Thread(target=work, name=f"worker {n}") for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


stream = io.StringIO()
handler = logging.StreamHandler(stream)
handler.setFormatter(logging.Formatter("%(threadName)s %(levelname)s %(name)s %(message)s"))
records = queue.Queue()
listener = logging.handlers.QueueListener(records, handler, respect_handler_level=True)
log = logging.getLogger("app")
log.setLevel(logging.DEBUG)
log.propagate = False
log.addHandler(logging.handlers.QueueHandler(records))
listener.start()
in_threads(3, lambda: [log.info("line %d", n) for n in range(2)])
try:
    1 / 0
except ZeroDivisionError:
    log.exception("failed")
listener.stop()
lines = stream.getvalue().splitlines()
print(sorted(line for line in lines if line.startswith("worker")))
print([line for line in lines if line.startswith(("MainThread", "ZeroDivision"))])

with tempfile.TemporaryDirectory() as folder:
    rotating = logging.handlers.RotatingFileHandler(os.path.join(folder, "log"), maxBytes=300, backupCount=3)
    log = logging.getLogger("rotating")
    log.propagate = False
    log.addHandler(rotating)
    in_threads(4, lambda: [log.warning("message %03d", n) for n in range(20)])
    rotating.close()
    print(sorted(os.listdir(folder)))
    path = os.path.join(folder, "whole")
    whole = logging.FileHandler(path)
    whole.setFormatter(logging.Formatter("%(threadName)s %(message)s"))
    log.removeHandler(rotating)
    log.addHandler(whole)
    in_threads(4, lambda: [log.warning(n) for n in range(50)])
    whole.close()
    with open(path) as file:
        print(sorted(file) == sorted(f"worker {t} {n}\n" for t in range(4) for n in range(50)))

memory = logging.handlers.MemoryHandler(10, flushLevel=logging.ERROR, target=handler)
memory.handle(logging.makeLogRecord({"msg": "kept", "levelno": logging.INFO, "levelname": "INFO"}))
before = len(stream.getvalue())
memory.handle(logging.makeLogRecord({"msg": "flushed", "levelno": logging.ERROR, "levelname": "ERROR"}))
print(stream.getvalue()[before:].splitlines())
plain = {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "short"}
logging.config.dictConfig(
    {
        "version": 1,
        "formatters": {"short": {"format": "%(threadName)s: %(message)s"}},
        "handlers": {"out": plain},
        "root": {"handlers": ["out"], "level": "INFO"},
    }
)
in_threads(1, lambda: logging.info("configured"))
