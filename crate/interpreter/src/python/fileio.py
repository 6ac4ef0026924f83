"""`io.FileIO` on the descriptors of `posix`: the raw file under everything that `open` returns."""

import _io
import errno
import io
import os
import stat

_READ_SIZE = 64 * 1024


class FileIO(_io._RawIOBase):
    """Open a file.

    The mode can be 'r' (default), 'w', 'x' or 'a' for reading, writing, exclusive creation or appending. Add a '+' to the
    mode to allow simultaneous reading and writing.
    """

    _blksize = _READ_SIZE

    def __init__(self, file, mode="r", closefd=True, opener=None):
        self._fd = -1
        self._closefd = closefd
        if isinstance(file, float):
            raise TypeError("integer argument expected, got float")
        if not isinstance(mode, str):
            raise TypeError(f"invalid mode: {mode!r}")
        if set(mode) - set("rwxab+") or len(set(mode)) != len(mode):
            raise ValueError(f"invalid mode: {mode}")
        kinds = [letter for letter in mode if letter in "rwxa"]
        if len(kinds) != 1:
            raise ValueError("Must have exactly one of create/read/write/append mode and at most one plus")
        kind = kinds[0]
        self._kind = kind
        self._plus = "+" in mode
        self._readable = kind == "r" or self._plus
        self._writable = kind != "r" or self._plus
        flags = {
            "r": 0,
            "w": os.O_CREAT | os.O_TRUNC,
            "x": os.O_CREAT | os.O_EXCL,
            "a": os.O_CREAT | os.O_APPEND,
        }[kind]
        if self._plus:
            flags |= os.O_RDWR
        elif self._writable:
            flags |= os.O_WRONLY
        flags |= os.O_CLOEXEC
        self.name = file
        if isinstance(file, int):
            if file < 0:
                raise ValueError("negative file descriptor")
            fd, owned = int(file), False
        elif not closefd:
            raise ValueError("Cannot use closefd=False with file name")
        else:
            fd, owned = self._open(file, flags, opener), True
        try:
            if stat.S_ISDIR(os.fstat(fd).st_mode):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), file)
            if kind == "a":
                try:
                    os.lseek(fd, 0, os.SEEK_END)
                except OSError as error:
                    if error.errno != errno.ESPIPE:
                        raise
        except BaseException:
            if owned:
                os.close(fd)
            raise
        self._fd = fd

    def _open(self, file, flags, opener):
        if opener is None:
            return os.open(file, flags, 0o666)
        fd = opener(file, flags)
        if not isinstance(fd, int):
            raise TypeError("expected integer from opener")
        if fd < 0:
            raise ValueError(f"opener returned {fd}")
        return fd

    def __del__(self):
        if getattr(self, "_fd", -1) >= 0 and self._closefd and not self.closed:
            import warnings

            warnings.warn(f"unclosed file {self!r}", ResourceWarning, stacklevel=2, source=self)
            self.close()

    def __getstate__(self):
        raise TypeError(f"cannot pickle {self.__class__.__name__!r} object")

    def __repr__(self):
        name = f"{self.__class__.__module__}.{self.__class__.__qualname__}"
        if self.closed:
            return f"<{name} [closed]>"
        return f"<{name} name={self.name!r} mode={self.mode!r} closefd={self._closefd!r}>"

    def _open_fd(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")
        return self._fd

    def _reading_fd(self):
        fd = self._open_fd()
        if not self._readable:
            raise io.UnsupportedOperation("File not open for reading")
        return fd

    def _writing_fd(self):
        fd = self._open_fd()
        if not self._writable:
            raise io.UnsupportedOperation("File not open for writing")
        return fd

    def readinto(self, buffer):
        """Same as RawIOBase.readinto()."""
        return os.readinto(self._reading_fd(), buffer)

    def read(self, size=-1):
        """Read at most size bytes, returned as bytes; all of them if size is negative or None."""
        fd = self._reading_fd()
        if size is None or size < 0:
            return self.readall()
        return os.read(fd, size)

    def readall(self):
        """Read all data from the file, returned as bytes."""
        fd = self._reading_fd()
        chunks = []
        while chunk := os.read(fd, _READ_SIZE):
            chunks.append(chunk)
        return b"".join(chunks)

    def write(self, data):
        """Write bytes to the file and return how many."""
        return os.write(self._writing_fd(), data)

    def seek(self, position, whence=os.SEEK_SET):
        """Move to a new position and return it."""
        if isinstance(position, float):
            raise TypeError("an integer is required")
        return os.lseek(self._open_fd(), position, whence)

    def tell(self):
        """The current position."""
        return os.lseek(self._open_fd(), 0, os.SEEK_CUR)

    def truncate(self, size=None):
        """Cut the file to at most size bytes, the current position by default, and return the size."""
        fd = self._writing_fd()
        if size is None:
            size = self.tell()
        os.ftruncate(fd, size)
        return size

    def close(self):
        """Close the file. A closed file cannot be used for further I/O operations."""
        if self.closed:
            return
        try:
            super().close()
        finally:
            fd, self._fd = self._fd, -1
            if fd >= 0 and self._closefd:
                os.close(fd)

    def seekable(self):
        """True if the file supports random access."""
        fd = self._open_fd()
        try:
            os.lseek(fd, 0, os.SEEK_CUR)
        except OSError:
            return False
        return True

    def readable(self):
        """True if the file was opened in a read mode."""
        self._open_fd()
        return self._readable

    def writable(self):
        """True if the file was opened in a write mode."""
        self._open_fd()
        return self._writable

    def fileno(self):
        """The underlying file descriptor (an integer)."""
        return self._open_fd()

    def isatty(self):
        """True if the file is connected to a terminal."""
        return os.isatty(self._open_fd())

    def _isatty_open_only(self):
        return False

    @property
    def closefd(self):
        """True if the file descriptor will be closed by close()."""
        return self._closefd

    @property
    def mode(self):
        """String giving the file mode."""
        if self._kind == "r":
            return "rb+" if self._plus else "rb"
        return f"{self._kind}b+" if self._plus else f"{self._kind}b"


FileIO.__module__ = "_io"
_io.FileIO = io.FileIO = FileIO
io.RawIOBase.register(FileIO)
