"""Opens the standard streams of an interpreter: our text streams, each with a stream of bytes behind it."""

import io
import sys

import _stdio


class _BinaryStream(io.RawIOBase):
    """The object `sys.stdout.buffer`: it passes bytes of UTF-8 to the text stream."""

    def __init__(self, text):
        self._text = text
        self.name = text.name
        self.mode = "wb"

    def writable(self):
        return True

    def fileno(self):
        return self._text.fileno()

    def write(self, data):
        return self._text._write_bytes(data)

    def flush(self):
        if not self.closed:
            self._text.flush()


def _open_streams():
    io.TextIOBase.register(_stdio.TextStream)
    for name, fd in (("stdout", 1), ("stderr", 2)):
        stream = _stdio.TextStream(fd)
        stream.buffer = _BinaryStream(stream)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)
    sys.stdin.buffer.raw.name = "<stdin>"


_open_streams()
