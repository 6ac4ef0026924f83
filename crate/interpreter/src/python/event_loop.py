"""asyncio's event loop for a page: it waits on a lock, while other platforms wait for sockets.

It replaces `asyncio.unix_events`, as `asyncio.windows_events` does on its platform.
"""

import signal
import sys
import threading
import types
from importlib.machinery import ModuleSpec

import _thread

_events = types.ModuleType("asyncio.unix_events", __doc__)
_events.__all__ = ("SelectorEventLoop", "EventLoop")
_events.SelectorEventLoop = _events.EventLoop = None


class _Finder:
    """Provides the module above to asyncio when it is first imported."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        return ModuleSpec(name, _Finder) if name == _events.__name__ else None

    @staticmethod
    def create_module(spec):
        return _events

    @staticmethod
    def exec_module(module):
        pass


sys.meta_path.insert(0, _Finder)
import asyncio
from asyncio import base_events, events

sys.meta_path.remove(_Finder)


class _Waker:
    """A selector without files; another thread can wake it."""

    def __init__(self):
        self._asleep = _thread.allocate_lock()
        self._asleep.acquire()

    def select(self, timeout=None):
        if timeout is None:
            self._asleep.acquire()
        else:
            # A wait longer than the longest timeout of a lock is limited to that.
            self._asleep.acquire(timeout=min(max(timeout, 0), threading.TIMEOUT_MAX))
        return []

    def wake(self):
        try:
            self._asleep.release()
        except RuntimeError:
            # It has been woken already, but has not continued yet.
            pass

    def close(self):
        pass


class EventLoop(base_events.BaseEventLoop):
    """Runs callbacks, tasks and timers; other threads use `call_soon_threadsafe`."""

    def __init__(self):
        super().__init__()
        self._selector = _Waker()
        self._handlers = {}

    def _write_to_self(self):
        self._selector.wake()

    def _process_events(self, event_list):
        pass

    async def _make_subprocess_transport(self, *args, **kwargs):
        raise NotImplementedError("a browser gives a page no processes")

    def close(self):
        if self.is_running():
            raise RuntimeError("Cannot close a running event loop")
        for signum in list(self._handlers):
            self.remove_signal_handler(signum)
        super().close()

    def add_signal_handler(self, sig, callback, *args):
        """Call `callback` in the loop when `sig` arrives."""
        if asyncio.iscoroutine(callback) or asyncio.iscoroutinefunction(callback):
            raise TypeError("coroutines cannot be used with add_signal_handler()")
        self._check_closed()
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError("signals are only handled in the main thread")
        earlier = signal.signal(sig, lambda *_: self.call_soon_threadsafe(callback, *args))
        self._handlers.setdefault(sig, earlier)

    def remove_signal_handler(self, sig):
        """Undo `add_signal_handler`. Return whether there was a handler."""
        if sig not in self._handlers:
            return False
        signal.signal(sig, self._handlers.pop(sig))
        return True


class _DefaultEventLoopPolicy(events._BaseDefaultEventLoopPolicy):
    _loop_factory = EventLoop


EventLoop.__module__ = _DefaultEventLoopPolicy.__module__ = _events.__name__
for _name, _value in {
    "SelectorEventLoop": EventLoop,
    "EventLoop": EventLoop,
    "_DefaultEventLoopPolicy": _DefaultEventLoopPolicy,
}.items():
    setattr(_events, _name, _value)
asyncio.SelectorEventLoop = asyncio.EventLoop = EventLoop
# The native function gets the event loop's policy in a way that 3.14 warns about.
asyncio.get_event_loop = events.get_event_loop = events._py_get_event_loop
