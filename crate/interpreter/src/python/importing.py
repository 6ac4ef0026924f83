"""Finds modules among the files of the process, as a path on `sys.path` does, in either dialect."""

import sys
from importlib import _bootstrap, _bootstrap_external

import _dialect

#: The dialect of all files, or "auto" to tell it from each.
dialect = "auto"


class SourceLoader(_bootstrap_external.SourceFileLoader):
    """Compiles Python 2 source too."""

    def source_to_code(self, data, path, *, _optimize=-1):
        if dialect != "python3":
            if isinstance(data, (bytes, bytearray, memoryview)):
                data = _bootstrap_external.decode_source(bytes(data))
            data = _dialect.translate(data)
        return super().source_to_code(data, path, _optimize=_optimize)


# As an interpreter with files does when it starts; then with a loader of ours.
_bootstrap._install_external_importers()
sys.path_hooks[:] = [_bootstrap_external.FileFinder.path_hook((SourceLoader, [".py"]))]
