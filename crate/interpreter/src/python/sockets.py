"""Makes modules that need sockets importable. A page has no sockets, so their use raises OSError. `select` works with pipes."""

import errno
import sys
import types

import _socket
import posix

_REASON = "a browser gives no sockets to a page"


class socket:
    """Raises OSError: there are no sockets here."""

    __slots__ = ()

    def __init__(self, *args, **kwargs):
        raise OSError(errno.ENOTSUP, _REASON)


def _unavailable(name):
    def function(*args, **kwargs):
        raise OSError(errno.ENOTSUP, _REASON)

    function.__name__ = function.__qualname__ = name
    return function


socket.__module__ = "_socket"
_socket.socket = _socket.SocketType = socket
for _name in ("socketpair", "getaddrinfo", "gethostbyname", "gethostbyaddr", "getnameinfo", "dup"):
    setattr(_socket, _name, _unavailable(_name))


def _fileno(file):
    return file if isinstance(file, int) else file.fileno()


def _select(rlist, wlist, xlist, timeout=None, /):
    """Wait until one or more descriptors are ready for I/O; the third list is never ready."""
    if timeout is not None and timeout < 0:
        raise ValueError("timeout must be non-negative")
    readers, writers = ({_fileno(file): file for file in files} for files in (rlist, wlist))
    can_read, can_write = posix._select(list(readers), list(writers), None if timeout is None else float(timeout))
    return [readers[fd] for fd in can_read], [writers[fd] for fd in can_write], []


_select.__name__ = _select.__qualname__ = "select"
_module = types.ModuleType("select", "Waiting for descriptors.")
_module.error = OSError
# A plain function would become a method of classes that store it, such as `selectors.SelectSelector`.
_module.select = staticmethod(_select)
sys.modules["select"] = _module
