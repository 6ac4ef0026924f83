"""Tries every way from Python to the page, the network, other processes and the machine; prints the result of each."""
import gc
import importlib
import importlib.machinery
import importlib.util
import json
import os
import sys


def attempt(name, call):
    try:
        came = call()
    except BaseException as error:
        print(json.dumps([name, type(error).__name__, str(error)]))
    else:
        print(json.dumps([name, None, repr(came)]))


def each(kind, names, call):
    for name in names:
        attempt(f"{kind} {name}", lambda: call(name))


# The page and its JavaScript, by the names in other Pythons for browsers.
each(
    "import",
    """js _js pyodide pyodide_js pyodide.ffi pyodide.http _pyodide _pyodide_core micropip browser _browser browser.window
    rustpython_wasm _wasm wasm wasmtime window document javascript emscripten _emscripten pyscript transcrypt jsffi
    ctypes _ctypes cffi _cffi_backend ssl _ssl mmap fcntl pty termios sqlite3 tkinter _posixsubprocess _testcapi""".split(),
    importlib.import_module,
)
each("builtin module", ["js", "_js", "browser"], lambda name: importlib.machinery.BuiltinImporter.find_spec(name).loader)
each("frozen module", ["js", "_js", "browser"], lambda name: importlib.machinery.FrozenImporter.find_spec(name).loader)
for suffix in [".so", ".wasm", ".js"]:
    with open("door" + suffix, "wb") as file:
        file.write(b"\0asm\1\0\0\0")
    loader = importlib.machinery.ExtensionFileLoader("door", os.path.abspath("door" + suffix))
    spec = importlib.util.spec_from_loader("door", loader)
    attempt(f"extension {suffix}", lambda: importlib.util.module_from_spec(spec))


# The network.
def request(url):
    import urllib.request

    return urllib.request.urlopen(url, timeout=5).read()


host = sys.argv[1]
each("urlopen", [f"http://{host}/door", f"https://{host}/door", f"ftp://{host}/door", "file:///etc/passwd"], request)


def connection():
    import http.client

    connection = http.client.HTTPConnection(host, timeout=5)
    connection.request("GET", "/door")
    return connection.getresponse()


attempt("http.client", connection)
import socket

name, port = host.split(":")
attempt("socket", socket.socket)
attempt("socket.create_connection", lambda: socket.create_connection((name, int(port)), 5))
attempt("socket.getaddrinfo", lambda: socket.getaddrinfo(name, int(port)))
attempt("socket.create_server", lambda: socket.create_server(("", 0)))
attempt("socket.socketpair", socket.socketpair)
attempt("socket.fromfd", lambda: socket.fromfd(1, socket.AF_INET, socket.SOCK_STREAM))


def stream():
    import asyncio

    return asyncio.run(asyncio.open_connection(name, int(port)))


attempt("asyncio.open_connection", stream)
attempt("smtplib", lambda: importlib.import_module("smtplib").SMTP(name, int(port), timeout=5))
attempt("ftplib", lambda: importlib.import_module("ftplib").FTP(name, timeout=5))
attempt("xmlrpc", lambda: importlib.import_module("xmlrpc.client").ServerProxy(f"http://{host}/door").door())

# Other processes.
import subprocess

for call in ["system", "fork", "forkpty", "execv", "spawnv", "posix_spawn", "kill", "startfile", "ptrace"]:
    attempt(f"os.{call}", lambda: getattr(os, call))
attempt("os.popen", lambda: os.popen("id").read())
attempt("subprocess.run", lambda: subprocess.run(["id"]))
attempt("subprocess, shell", lambda: subprocess.check_output("id", shell=True))
attempt("multiprocessing", lambda: importlib.import_module("multiprocessing").Process(target=print).start())

# The machine's files.
each(
    "open",
    ["/proc/self/maps", "/proc/self/environ", "/proc/1/cmdline", "/etc/passwd", "/dev/mem", f"/dev/tcp/{name}/{port}",
     f"http://{host}/door", "file:///etc/passwd", "\\\\server\\share", "C:\\Windows\\win.ini", "../../../../etc/passwd"],
    lambda path: open(path).read(),
)

# Names of browser APIs, in every module and every class that can be reached.
NAMES = """window document globalThis navigator location localStorage sessionStorage indexedDB caches cookieStore fetch
XMLHttpRequest WebSocket EventSource importScripts postMessage Worker SharedArrayBuffer WebAssembly JSProxy JsProxy JsValue
PyJsValue JsObject js eval_js run_js emscripten_run_script""".split()
found = []
for module in sorted(sys.builtin_module_names):
    try:
        found += [f"{module}.{name}" for name in dir(importlib.import_module(module)) if name in NAMES]
    except ImportError:
        pass


def below(kind, seen):
    for other in type.__subclasses__(kind):
        if other not in seen:
            seen.add(other)
            below(other, seen)
    return seen


classes = below(object, set())
found += [kind.__qualname__ for kind in classes if kind.__qualname__ in NAMES]
found += [type(thing).__qualname__ for thing in gc.get_objects() if type(thing).__qualname__ in NAMES]
print(json.dumps(["names", None, found]))
print(json.dumps(["looked through", None, [len(sys.builtin_module_names), len(classes)]]))
print(json.dumps(["environ", None, sorted(os.environ)]))
print(json.dumps(["root", None, sorted(os.listdir("/"))]))
