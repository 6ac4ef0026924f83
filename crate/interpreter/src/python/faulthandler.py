"""Dump the stacks of the threads, like CPython's module of this name."""

import os
import sys
import threading

import _thread

_MOST_FRAMES = 100
_MOST_THREADS = 100

_enabled = None
_watchdog = None
_watchdog_guard = _thread.allocate_lock()


def _descriptor(file):
    if file is None:
        file = sys.stderr
        if file is None:
            raise RuntimeError("sys.stderr is None")
    if isinstance(file, int):
        if file < 0:
            raise ValueError("file is not a valid file descripter")
        return file
    fd = file.fileno()
    file.flush()
    return fd


def _frames(frame):
    lines = []
    while frame is not None and len(lines) < _MOST_FRAMES:
        code = frame.f_code
        lines.append(f'  File "{code.co_filename}", line {frame.f_lineno} in {code.co_name}\n')
        frame = frame.f_back
    if frame is not None:
        lines.append("  ...\n")
    return lines or ["  <no Python frame>\n"]


def _text(all_threads, own, own_frame):
    if not all_threads:
        return "".join(["Stack (most recent call first):\n", *_frames(own_frame)])
    frames = sys._current_frames()
    frames.pop(_watchdog[0] if _watchdog else None, None)
    # Newest thread first, in the order of CPython's list.
    idents = sorted(frames, reverse=True)
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    parts = []
    for ident in idents[:_MOST_THREADS]:
        label = "Current thread" if ident == own else "Thread"
        name = f" [{names[ident]}]" if ident in names else ""
        frame = own_frame if ident == own else frames[ident]
        parts.append("".join([f"{label} 0x{ident:08x}{name} (most recent call first):\n", *_frames(frame)]))
    if len(idents) > _MOST_THREADS:
        parts.append("...\n")
    return "\n".join(parts)


def dump_traceback(file=None, all_threads=True):
    """Dump the traceback of the current thread, or of all threads, into file."""
    fd = _descriptor(file)
    os.write(fd, _text(all_threads, _thread.get_ident(), sys._getframe(1)).encode("utf-8", "backslashreplace"))


def enable(file=None, all_threads=True):
    """Remember where to report a fault. A fault here ends the process, and the page reports it."""
    global _enabled
    _enabled = (_descriptor(file), all_threads)


def disable():
    """Undo enable(). Return whether it was enabled."""
    global _enabled
    was, _enabled = _enabled, None
    return was is not None


def is_enabled():
    """Whether the fault handler is enabled."""
    return _enabled is not None


def _watch(timeout, repeat, fd, exit, cancelled, begun):
    # The page shows this name beside the output.
    _thread.set_name("faulthandler")
    begun.release()
    hours, rest = divmod(timeout, 3600)
    minutes, seconds = divmod(rest, 60)
    head = f"Timeout ({int(hours)}:{int(minutes):02}:{seconds:09.6f})!\n".replace(".000000", "")
    while not cancelled.acquire(timeout=timeout):
        os.write(fd, (head + _text(True, None, None)).encode("utf-8", "backslashreplace"))
        if exit:
            os._exit(1)
        if not repeat:
            return


def dump_traceback_later(timeout, repeat=False, file=None, exit=False):
    """Dump the tracebacks of all threads after timeout seconds, again and again if repeat is true."""
    global _watchdog
    if timeout <= 0:
        raise ValueError("timeout must be greater than 0")
    fd = _descriptor(file)
    cancel_dump_traceback_later()
    cancelled, begun = _thread.allocate_lock(), _thread.allocate_lock()
    cancelled.acquire()
    begun.acquire()
    # Not a threading.Thread, because it does not belong to the program, which may count its threads.
    ident = _thread.start_new_thread(_watch, (timeout, repeat, fd, exit, cancelled, begun))
    with _watchdog_guard:
        _watchdog = (ident, cancelled)
    begun.acquire()


def cancel_dump_traceback_later():
    """Cancel the last call to dump_traceback_later()."""
    global _watchdog
    with _watchdog_guard:
        watchdog, _watchdog = _watchdog, None
    if watchdog is not None:
        watchdog[1].release()

