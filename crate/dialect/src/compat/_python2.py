"""Restores, for a Python 2 program, what Python 3 dropped.

The program itself has been rewritten to Python 3 syntax. `install(namespace, source)` gives the namespace the built-in
names of Python 2, makes modules importable under their old names, gives `threading` its old methods back and silences the
warnings that Python 2 would not have given. Importing this module does nothing but define functions.

Methods of built-in types cannot be added from Python: where one is used, the translator writes `_py2(value)`, which is
`_python2_attributes.Python2Value`. `/` between two integers gives a float, and text is Unicode.
"""

import builtins

import _python2_modules
from _python2_attributes import Python2Value
from _python2_printing import end_line


def silence_old_spellings():
    """Silences what Python 3 says of `setDaemon()` and its like.

    For programs of either dialect: the documented `threading_daemon.py` parses as Python 3 and calls `setDaemon()`.
    """
    import warnings

    names = "activeCount|currentThread|getName|isDaemon|isSet|notifyAll|setDaemon|setName"
    warnings.filterwarnings("ignore", rf"({names})\(\) is deprecated", DeprecationWarning)


def silence_warnings():
    """Python 2 had no quarrel with `setDaemon`, nor with escapes such as `'\\d'`."""
    import warnings

    for category in (DeprecationWarning, PendingDeprecationWarning, SyntaxWarning):
        warnings.filterwarnings("ignore", category=category)


def offer():
    """Lets a translated program run as Python 3 too: `_py2` is a built-in name."""
    builtins._py2 = Python2Value


def install(namespace, source=""):
    """Prepares the process for a Python 2 program whose globals are `namespace`. To be called before it is compiled.

    `source` is its text; with `print_function` of the future, `print` is that of Python 3.
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
