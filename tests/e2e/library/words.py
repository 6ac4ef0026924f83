# python: 3.14
"""CPython 3.14's messages for an unbound local variable and for abstract classes; the names that `site` adds."""
import abc
import builtins
import contextlib
import io
import threading


def read():
    print(x)
    x = 1


def add():
    x += 1


def delete():
    del x
    x = 1


def two():
    print(x, y)
    x = y = 1


def cell():
    print(x)
    x = 1
    return lambda: x


def delete_cell():
    del x
    x = 1
    return lambda: x


def free():
    def inner():
        print(x)

    inner()
    x = 1


class One(abc.ABC):
    @abc.abstractmethod
    def f(self): ...


class Two(One):
    @abc.abstractmethod
    def g(self): ...


for act in read, add, delete, two, cell, delete_cell, free, One, Two:
    try:
        act()
    except Exception as error:
        print(f"{act.__name__}: {type(error).__name__}: {error}")
threading.excepthook = lambda args: print(f"in a thread: {args.exc_type.__name__}: {args.exc_value}")
thread = threading.Thread(target=read)
thread.start()
thread.join()

print([name for name in ("copyright", "credits", "exit", "help", "license", "quit") if not hasattr(builtins, name)])
print(repr(help), repr(exit), "Python" in repr(copyright))
with contextlib.redirect_stdout(io.StringIO()) as said:
    help(threading.Thread.join)
print("\n".join(line.rstrip() for line in said.getvalue().splitlines()[:5]))
try:
    quit(3)
except SystemExit as error:
    print("quit", error.code)
