"""`_multiprocessing.SemLock` between threads: without it `multiprocessing.pool.ThreadPool` could not be made."""

import sys
import types

import _thread

_RECURSIVE_MUTEX, _SEMAPHORE = range(2)


class SemLock:
    """Semaphore/Mutex type."""

    SEM_VALUE_MAX = 2**31 - 1

    def __init__(self, kind, value, maxvalue, name, unlink):
        if kind not in (_RECURSIVE_MUTEX, _SEMAPHORE):
            raise ValueError("unrecognized kind")
        if not 0 <= value <= maxvalue:
            raise ValueError("invalid value")
        self.kind = kind
        self.maxvalue = maxvalue
        # A name is for other processes. There are none, and so nothing to clean up after.
        self.name = None
        self.handle = id(self)
        self._guard = _thread.allocate_lock()
        self._free = value
        self._sleepers = []
        self._owner = None
        self._depth = 0

    def acquire(self, block=True, timeout=None):
        """Acquire the semaphore/lock."""
        me = _thread.get_ident()
        if self.kind == _RECURSIVE_MUTEX and self._owner == me:
            self._depth += 1
            return True
        with self._guard:
            if self._free > 0:
                self._free -= 1
                return self._taken(me)
            if not block or timeout is not None and timeout <= 0:
                return False
            # Released by who hands the semaphore over.
            woken = _thread.allocate_lock()
            woken.acquire()
            self._sleepers.append(woken)
        try:
            handed = woken.acquire() if timeout is None else woken.acquire(timeout=timeout)
        except BaseException:
            self._leave(woken)
            raise
        if handed or not self._leave(woken):
            return self._taken(me)
        return False

    def _leave(self, woken):
        """Stop waiting. False if the semaphore has been handed over meanwhile."""
        with self._guard:
            if woken in self._sleepers:
                self._sleepers.remove(woken)
                return True
            return False

    def _taken(self, me):
        self._owner = me
        self._depth += 1
        return True

    def release(self):
        """Release the semaphore/lock."""
        if self.kind == _RECURSIVE_MUTEX:
            if not self._is_mine():
                raise AssertionError("attempt to release recursive lock not owned by thread")
            if self._depth > 1:
                self._depth -= 1
                return
        with self._guard:
            if self._free >= self.maxvalue:
                raise ValueError("semaphore or lock released too many times")
            self._depth -= 1
            if self.kind == _RECURSIVE_MUTEX:
                self._owner = None
            if self._sleepers:
                self._sleepers.pop(0).release()
            else:
                self._free += 1

    def __enter__(self):
        self.acquire()
        return True

    def __exit__(self, *_):
        self.release()

    def _count(self):
        return self._depth

    def _is_mine(self):
        return self._depth > 0 and self._owner == _thread.get_ident()

    def _get_value(self):
        return self._free

    def _is_zero(self):
        return self._free == 0

    def _after_fork(self):
        self._depth = 0


module = types.ModuleType("_multiprocessing", __doc__)
module.SemLock = SemLock
module.flags = {}
module.sem_unlink = lambda name: None
sys.modules["_multiprocessing"] = module
