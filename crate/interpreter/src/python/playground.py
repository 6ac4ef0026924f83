"""What a program can ask of the playground that runs it.

CPython has no such module. A program that runs there too imports it in a `try`:

    try:
        import playground
    except ImportError:
        playground = None
"""

import _deadlocks

__all__ = ["DeadlockError", "on_deadlock"]


class DeadlockError(RuntimeError):
    """No thread of the program could ever continue. The message says which thread waits where and for what."""

    #: The report as a dictionary: `cause`, `title`, `advice`, `circle`, `threads`.
    report = None


def on_deadlock(action):
    """Choose what happens if no thread of the program can ever continue, and return what was chosen before.

    With "report", the playground explains the deadlock, and the program stays as it is until it is stopped. With "raise", the
    threads that wait raise DeadlockError, except the idle workers of a pool.
    """
    if action not in ("raise", "report"):
        raise ValueError(f"action must be 'raise' or 'report', not {action!r}")
    before = "raise" if _deadlocks.raises() else "report"
    _deadlocks.set_raises(action == "raise")
    return before
