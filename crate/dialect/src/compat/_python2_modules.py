"""The modules of Python 2 that were renamed."""

import builtins
import sys

import _python2_library
from _python2_names import names

# Old module name: the module that does its work now. Each is imported when the program asks for it.
MODULES = {
    "BaseHTTPServer": "http.server",
    "CGIHTTPServer": "http.server",
    "ConfigParser": "configparser",
    "Cookie": "http.cookies",
    "HTMLParser": "html.parser",
    "Queue": "queue",
    "SimpleHTTPServer": "http.server",
    "SocketServer": "socketserver",
    "StringIO": "io",
    "Tkinter": "tkinter",
    "UserDict": "collections",
    "UserList": "collections",
    "UserString": "collections",
    "cPickle": "pickle",
    "cStringIO": "io",
    "commands": "subprocess",
    "cookielib": "http.cookiejar",
    "copy_reg": "copyreg",
    "dummy_thread": "_thread",
    "dummy_threading": "threading",
    "future_builtins": "builtins",
    "htmlentitydefs": "html.entities",
    "httplib": "http.client",
    "repr": "reprlib",
    "thread": "_thread",
    "urllib2": "urllib.request",
    "urlparse": "urllib.parse",
    "xmlrpclib": "xmlrpc.client",
}


def python2_builtins():
    """The module `__builtin__`, whose names are the built-in ones of each Python 2 program."""
    module = sys.modules.get("__builtin__")
    if module is None:
        module = type(sys)("__builtin__")
        vars(module).update(vars(builtins))
        vars(module).update(names(), __name__="__builtin__")
        sys.modules["__builtin__"] = sys.modules["exceptions"] = module
    return module


def restore_parser(module):
    """Gives `ConfigParser` its old names."""
    parser = module.ConfigParser
    _python2_library.restore(parser, readfp=parser.read_file)
    _python2_library.restore(module, SafeConfigParser=parser)


def make_sets(module):
    """`sets`, whose two types are built in."""
    module.Set, module.ImmutableSet, module.BaseSet = set, frozenset, (set, frozenset)


class OldModules:
    """Finds modules under the names they had in Python 2; both a finder and a loader."""

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        """Answers for the names in MODULES and `sets` only."""
        if name not in MODULES and name != "sets":
            return None
        from importlib.machinery import ModuleSpec

        return ModuleSpec(name, cls)

    @staticmethod
    def create_module(spec):
        """Leaves the empty module that is about to be replaced to the import system."""
        return None

    @staticmethod
    def exec_module(module):
        """Puts the module of today in the place of the empty one, so that both names mean the same object."""
        from importlib import import_module

        if module.__name__ == "sets":
            make_sets(module)
            return
        found = import_module(MODULES[module.__name__])
        if module.__name__ == "ConfigParser":
            restore_parser(found)
        sys.modules[module.__name__] = found


def import_sibling(name, globals=None, locals=None, fromlist=(), level=0):
    """`import name` in a module of a package: a module beside it goes first."""
    package = (globals or {}).get("__package__")
    if level <= 0:
        from importlib.util import find_spec

        is_sibling = package and find_spec("." + name.partition(".")[0], package) is not None
        level = 1 if is_sibling else 0
    return builtins.__import__(name, globals, locals, fromlist, level)


def restore_urllib():
    """`urllib` was one module; what it had is looked up where it is now."""
    import urllib

    def __getattr__(name):
        from importlib import import_module

        if not name.startswith("_"):
            for part in ("parse", "request", "error"):
                module = import_module("urllib." + part)
                if name in getattr(module, "__all__", ()):
                    return getattr(module, name)
        raise AttributeError(f"module 'urllib' has no attribute {name!r}")

    _python2_library.restore(urllib, __getattr__=__getattr__)


def restore_modules(is_main):
    """Makes the standard library what a program of Python 2 expects."""
    _python2_library.restore_library(is_main)
    restore_urllib()
    if OldModules not in sys.meta_path:
        sys.meta_path.append(OldModules)
