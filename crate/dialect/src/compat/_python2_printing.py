"""The `print` statement of Python 2 as a function, with its delayed space: softspace.

`print x,` leaves a pending space on the file. The next `print` to the file writes it, unless other text was written in
between, or the last item ended its line itself.
"""

import builtins
import io
import sys
from _thread import _local
from _weakref import ref

# Whether a space has ever been pending. Most programs end all their lines, and print as fast as in Python 3.
_is_used = False


def _resets(file):
    """Return a `write` for this `file` only, which also removes the pending space. It does not keep the file alive."""
    write = type(file).write
    try:
        file_of = ref(file)
    except TypeError:
        # The standard streams live as long as the process.
        def file_of():
            return file

    def reset(text):
        file = file_of()
        file._softspace.owing = False
        return write(file, text)

    return reset


def softspace(file):
    """Return whether a space is pending on `file`; for a stream, per thread, because each thread's lines are written
    separately."""
    if isinstance(file, io.TextIOBase):
        return getattr(getattr(file, "_softspace", None), "owing", False)
    return bool(getattr(file, "softspace", False))


def set_softspace(file, owing):
    """Store whether a space is pending on `file`. If the file does not accept the attribute, none is."""
    global _is_used
    _is_used = _is_used or bool(owing)
    try:
        if not isinstance(file, io.TextIOBase):
            file.softspace = int(owing)
        elif hasattr(file, "_softspace"):
            file._softspace.owing = bool(owing)
        elif owing:
            file._softspace = _local()
            file._softspace.owing = True
            file.write = _resets(file)
    except (AttributeError, TypeError):
        pass


def _text(item):
    # Python 2 wrote the bytes unchanged, and a terminal decodes UTF-8.
    return item.decode() if isinstance(item, bytes) else str(item)


def _owes(item, text):
    """Return whether a space follows `item`: always, except after text that ends with a line end or a tab."""
    is_text = isinstance(item, (str, bytes))
    return not is_text or not text or text[-1] == " " or not text[-1].isspace()


def _is_plain(items):
    """Return whether there is a space between all items; none follows text that ends with a line end or a tab."""
    for item in items:
        if isinstance(item, str):
            if item[-1:].isspace() and item[-1] != " ":
                return False
        elif isinstance(item, bytes):
            return False
    return True


def print(*items, end="\n", sep=" ", file=None, flush=False):
    """Print like the statement. The translator writes `end` for a comma at the end."""
    if not _is_used and end == "\n" and _is_plain(items):
        return builtins.print(*items, sep=sep, file=file, flush=flush)
    if sep != " " or flush or end not in ("\n", " ", ""):
        return builtins.print(*items, end=end, sep=sep, file=file, flush=flush)
    if file is None:
        file = sys.stdout
        if file is None:
            return
    owing = softspace(file)
    parts = []
    for item in items:
        if owing:
            parts.append(" ")
        text = _text(item)
        parts.append(text)
        owing = _owes(item, text)
    if end == "\n":
        parts.append("\n")
        owing = False
    if isinstance(file, io.TextIOBase):
        # In one write, so that a thread's line stays together.
        type(file).write(file, "".join(parts))
    else:
        for part in parts:
            file.write(part)
    set_softspace(file, owing)


def end_line():
    """End the line that the main program left open with `print x,`."""
    if sys.stdout is not None and softspace(sys.stdout):
        print()
