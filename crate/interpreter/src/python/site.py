"""Adds the built-in names that CPython's `site` defines: `exit`, `quit`, `help`, `copyright`, `credits` and `license`."""

import _sitebuiltins
import builtins
import sys

for _name in ("exit", "quit"):
    setattr(builtins, _name, _sitebuiltins.Quitter(_name, "Ctrl-D (i.e. EOF)"))
builtins.help = _sitebuiltins._Helper()
builtins.copyright = _sitebuiltins._Printer("copyright", sys.copyright)
builtins.credits = _sitebuiltins._Printer(
    "credits",
    """\
Thanks to CWI, CNRI, BeOpen, Zope Corporation, the Python Software Foundation,
and a cast of thousands for supporting Python development, and to the authors of RustPython,
which runs it here.  See www.python.org for more information.""",
)
builtins.license = _sitebuiltins._Printer("license", "See https://docs.python.org/3.14/license.html")
