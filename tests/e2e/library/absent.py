# python: browser
"""Features that a browser does not have: the exception that CPython raises on such a platform, and the reason."""
import asyncio
import concurrent.futures
import multiprocessing
import os
import socket
import subprocess
import urllib.request

for name, act in {
    "subprocess.run": lambda: subprocess.run(["ls"]),
    "os.popen": lambda: os.popen("ls"),
    "os.fork": lambda: os.fork(),
    "os.system": lambda: os.system("ls"),
    "os.nothing": lambda: os.nothing,
    "Process": lambda: multiprocessing.Process(target=print).start(),
    "ProcessPoolExecutor": lambda: concurrent.futures.ProcessPoolExecutor().submit(print),
    "Pool": lambda: multiprocessing.Pool(2),
    "Manager": multiprocessing.Manager,
    "fork context": lambda: multiprocessing.get_context("fork").Process(target=print).start(),
    "socket": socket.socket,
    "create_connection": lambda: socket.create_connection(("localhost", 1)),
    "urlopen": lambda: urllib.request.urlopen("http://localhost"),
    "open_connection": lambda: asyncio.run(asyncio.open_connection("localhost", 1)),
    "create_subprocess_exec": lambda: asyncio.run(asyncio.create_subprocess_exec("ls")),
    "get_event_loop": asyncio.get_event_loop,
}.items():
    try:
        act()
    except Exception as error:
        print(f"{name}: {type(error).__name__}: {error}")
print(hasattr(os, "fork"), hasattr(os, "getcwd"))
