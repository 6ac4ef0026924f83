"""Finds modules among the files of the process, like a path on `sys.path`, in either dialect."""

import sys
from importlib import _bootstrap, _bootstrap_external

import _dialect
import _library_source

#: The dialect of all files, or "auto" to recognise it in each.
dialect = "auto"


class SourceLoader(_bootstrap_external.SourceFileLoader):
    """Compiles Python 2 source too, and gives such a module the built-in names of Python 2."""

    # The module that is being loaded.
    _module = None

    def create_module(self, spec):
        self._module = type(sys)(spec.name)
        return self._module

    def source_to_code(self, data, path, *, _optimize=-1):
        if dialect != "python3":
            if isinstance(data, (bytes, bytearray, memoryview)):
                data = _bootstrap_external.decode_source(bytes(data))
            translated = _dialect.translate(data, dialect == "python2")
            if translated is not data and self._module is not None:
                import _python2

                _python2.install(self._module.__dict__, data)
            data, self._module = translated, None
        return super().source_to_code(data, path, _optimize=_optimize)

    def _cache_bytecode(self, *args, **kwargs):
        # Cached code is never written, because it does not contain the dialect of its source.
        pass


# As an interpreter with files does at its start, and then with our loader.
_bootstrap._install_external_importers()
sys.path_hooks[:] = [_bootstrap_external.FileFinder.path_hook((SourceLoader, [".py"]))]


def _get_source(name):
    """Return the source of a frozen module for tracebacks and `inspect`; None if it is not included."""
    packed = _library_source.packed(name)
    if packed is None:
        return None
    import zlib

    return zlib.decompress(packed).decode()


_bootstrap.FrozenImporter.get_source = _get_source
