"""The modules of Python 2 that were renamed."""

import builtins
import sys

import _python2_library
from _python2_names import names

# Old module name: the current module. Each is imported when the program imports it.
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
    """Return the module `__builtin__`, whose names are the built-in ones of each Python 2 program."""
    module = sys.modules.get("__builtin__")
    if module is None:
        module = type(sys)("__builtin__")
        vars(module).update(vars(builtins))
        vars(module).update(names(), __name__="__builtin__")
        sys.modules["__builtin__"] = sys.modules["exceptions"] = module
    return module


def restore_parser(module):
    """Restore the old names of `ConfigParser`."""
    parser = module.ConfigParser
    _python2_library.restore(parser, readfp=parser.read_file)
    _python2_library.restore(module, SafeConfigParser=parser)


def make_sets(module):
    """The module `sets`, whose two types are now built in."""
    module.Set, module.ImmutableSet, module.BaseSet = set, frozenset, (set, frozenset)


class OldModules:
    """Finds and loads modules under their Python 2 names."""

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        """Handle only the names in MODULES, and `sets`."""
        if name not in MODULES and name != "sets":
            return None
        from importlib.machinery import ModuleSpec

        return ModuleSpec(name, cls)

    @staticmethod
    def create_module(spec):
        """Let the import system create the empty module, which is then replaced."""
        return None

    @staticmethod
    def exec_module(module):
        """Replace the empty module by the current one, so that both names mean the same object."""
        from importlib import import_module

        if module.__name__ == "sets":
            make_sets(module)
            return
        found = import_module(MODULES[module.__name__])
        if module.__name__ == "ConfigParser":
            restore_parser(found)
        sys.modules[module.__name__] = found


def import_sibling(name, globals=None, locals=None, fromlist=(), level=0):
    """`import name` in a module of a package: a module in the same package takes precedence."""
    package = (globals or {}).get("__package__")
    if level <= 0:
        from importlib.util import find_spec

        is_sibling = package and find_spec("." + name.partition(".")[0], package) is not None
        level = 1 if is_sibling else 0
    return builtins.__import__(name, globals, locals, fromlist, level)


def restore_urllib():
    """Look up the names of the former module `urllib` in their current modules."""
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
    """Prepare the standard library for a Python 2 program."""
    _python2_library.restore_library(is_main)
    restore_urllib()
    if OldModules not in sys.meta_path:
        sys.meta_path.append(OldModules)
