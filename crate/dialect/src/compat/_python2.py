"""Restores, for a Python 2 program, what Python 3 removed.

The program itself has been rewritten to Python 3 syntax. `install(namespace, source)` adds the built-in names of Python 2 to
the namespace, makes modules importable under their old names, restores the old methods of `threading`, and disables warnings
that Python 2 did not give. Importing this module only defines functions.

Methods cannot be added to built-in types from Python. Where a program uses one, the translator writes `_py2(value)`, which
is `_python2_attributes.Python2Value`. `/` between two integers returns a float, and text is Unicode.
"""

import builtins

import _python2_modules
from _python2_attributes import Python2Value
from _python2_printing import end_line


def silence_old_spellings():
    """Disables Python 3's warnings about `setDaemon()` and similar methods.

    For programs of either dialect: the documented `threading_daemon.py` parses as Python 3 and calls `setDaemon()`.
    """
    import warnings

    names = "activeCount|currentThread|getName|isDaemon|isSet|notifyAll|setDaemon|setName"
    warnings.filterwarnings("ignore", rf"({names})\(\) is deprecated", DeprecationWarning)


def silence_warnings():
    """Disables warnings about `setDaemon`, and about escapes such as `'\\d'`, which Python 2 accepted."""
    import warnings

    for category in (DeprecationWarning, PendingDeprecationWarning, SyntaxWarning):
        warnings.filterwarnings("ignore", category=category)


def offer():
    """Makes `_py2` a built-in name, so that a translated program also runs as Python 3."""
    builtins._py2 = Python2Value


def install(namespace, source=""):
    """Prepares the process for a Python 2 program whose globals are `namespace`. Call it before the program is compiled.

    `source` is the program's text. If it imports `print_function` from `__future__`, `print` is Python 3's.
    """
    offer()
    silence_warnings()
    _python2_modules.restore_modules(namespace.get("__name__") == "__main__")
    names = vars(_python2_modules.python2_builtins())
    if namespace.get("__package__") and "absolute_import" not in source:
        names = names | {"__import__": _python2_modules.import_sibling}
    namespace["__builtins__"] = names
    if "print_function" in source:
        namespace.setdefault("print", builtins.print)
