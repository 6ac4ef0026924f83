"""Answers the page's questions about source that a reader edits, in a process that runs no program.

No answer runs the program's code. What its names stand for is read from its syntax tree; of the modules that it imports, only
those of the standard library are imported.
"""

import ast
import builtins
import functools
import importlib.util
import inspect
import json
import sys
import traceback
import warnings

import _dialect

#: Modules that do something when they are imported, and what is no module for programs.
_LEFT_OUT = {"__main__", "antigravity", "idlelib", "this", "turtledemo"}
#: How many lines that cannot be parsed are left out until the rest is given up.
_MOST_BROKEN_LINES = 10
#: How many steps are taken to find what names stand for; a program may be written so that they lead nowhere.
_MOST_STEPS = 10_000
#: The number of characters after which a signature or a sentence is cut off in a list.
_MOST_CHARACTERS = 300


# --- Syntax ----------------------------------------------------------------------------------------------------------------


def _syntax(file, source, dialect, main=None):
    """Return what a run would print of the source's syntax error, or an empty text."""
    # A program in Python 2 imports modules in Python 2, as in `importing.py`.
    if main is not None and dialect == "auto" and _dialect.translate(main) != main:
        dialect = "python2"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            _dialect.check(source.removeprefix("\ufeff"), file, dialect)
        except Exception as error:
            return "".join(traceback.format_exception_only(error))
    return ""


# --- What a program's names stand for --------------------------------------------------------------------------------------
#
# A known thing is a tuple of its kind and what it is:
#   ("value", object)        a module, a class, a function of the library
#   ("instance", class)      some instance of a class of the library
#   ("class", _Class)        a class of the program
#   ("object", _Class)       some instance of it
#   ("function", node)       a function of the program
#   ("module", _File)        another file of the program


def _parse(source, line=None):
    """Parse as much of the source as can be parsed. `line` is the line that is being written."""
    lines = source.splitlines()

    def blank(number):
        text = lines[number - 1]
        lines[number - 1] = text[: len(text) - len(text.lstrip())] + "pass"

    tried = set()
    if line is not None and 1 <= line <= len(lines):
        tried.add(line)
    for _ in range(_MOST_BROKEN_LINES):
        try:
            return ast.parse("\n".join(lines) + "\n")
        except SyntaxError as error:
            number = min(max(error.lineno or 1, 1), max(len(lines), 1))
            if tried and line in tried:
                # The line that is being written is usually the one that cannot be parsed, wherever the parser notices it.
                number = line
                tried.clear()
            if not lines:
                break
            blank(number)
        except (ValueError, RecursionError, MemoryError):
            break
    return ast.parse("")


class _Scope:
    """The names that a module, a class or a function binds, each with the nodes that bind it."""

    def __init__(self, node, file, outer=None, owner=None):
        self.node, self.file, self.outer, self.owner = node, file, outer, owner
        self.bindings = {}
        self.inner = []
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            self._arguments(node.args)
        for child in node.body:
            self._visit(child)

    def _bind(self, name, *how):
        self.bindings.setdefault(name, []).append(how)

    def _arguments(self, args):
        positional = args.posonlyargs + args.args
        for place, arg in enumerate(positional + args.kwonlyargs):
            is_first = place == 0 and positional and self.owner is not None
            self._bind(arg.arg, "self" if is_first else "annotation", arg.annotation)
        for arg in (args.vararg, args.kwarg):
            if arg is not None:
                self._bind(arg.arg, "unknown", None)

    def _target(self, target, *how):
        if isinstance(target, ast.Name):
            self._bind(target.id, *how)
        else:
            for node in ast.walk(target):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    self._bind(node.id, "unknown", None)

    def _visit(self, node):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            owner = self.node if isinstance(self.node, ast.ClassDef) else None
            inner = _Scope(node, self.file, self, owner)
            self.inner.append(inner)
            # A decorator may make anything of it.
            self._bind(node.name, "unknown" if node.decorator_list else "function", node)
            return
        if isinstance(node, ast.ClassDef):
            inner = _Scope(node, self.file, self)
            self.inner.append(inner)
            self._bind(node.name, "class", inner)
            return
        if isinstance(node, ast.Lambda):
            return
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname:
                    self._bind(alias.asname, "import", alias.name)
                else:
                    self._bind(alias.name.partition(".")[0], "package", alias.name)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                if alias.name == "*":
                    self._bind("*", "import", node.module)
                else:
                    self._bind(alias.asname or alias.name, "from", (node.module, alias.name))
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                self._target(target, "expression", node.value)
        elif isinstance(node, ast.AnnAssign):
            self._target(node.target, "annotation", node.annotation)
        elif isinstance(node, ast.NamedExpr):
            self._target(node.target, "expression", node.value)
        elif isinstance(node, ast.AugAssign):
            pass  # It keeps the type, as a rule.
        elif isinstance(node, (ast.For, ast.AsyncFor)):
            self._target(node.target, "item", node.iter)
        elif isinstance(node, ast.withitem):
            if node.optional_vars is not None:
                self._target(node.optional_vars, "with", node.context_expr)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            self._bind(node.name, "annotation", node.type)
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.comprehension):
                self._visit(child)

    def at(self, line):
        """Return the innermost scope around a line."""
        for inner in self.inner:
            if inner.node.lineno <= line <= inner.node.end_lineno:
                return inner.at(line)
        return self


class _Class:
    """A class of the program."""

    def __init__(self, scope):
        self.scope = scope

    def __eq__(self, other):
        return isinstance(other, _Class) and self.scope is other.scope

    __hash__ = None


class _Program:
    """The files of a program, each parsed when it is first needed."""

    def __init__(self, files, dialect):
        self.files, self.dialect = files, dialect
        self.parsed = {}
        self.steps = 0
        #: The nodes whose value is being looked for: a name may lead back to itself.
        self.going = set()

    def file(self, path, line=None):
        if path not in self.parsed:
            source = self.files.get(path, "")
            if self.dialect != "python3":
                source = _dialect.translate(source, self.dialect == "python2")
            self.parsed[path] = _File(_parse(source, line), self)
        return self.parsed[path]


class _File:
    """A file of the program, and what its names stand for."""

    def __init__(self, tree, program):
        self.program = program
        self.scope = _Scope(tree, self)

    # Names.

    def look_up(self, name, scope):
        """Return what a name stands for in a scope, or None."""
        start = scope
        while scope is not None:
            # The names of a class are not seen in its functions.
            is_seen = scope is start or not isinstance(scope.node, ast.ClassDef)
            if is_seen and name in scope.bindings:
                return self._agreed([self._bound(how, scope) for how in scope.bindings[name]])
            if is_seen:
                for _, module in scope.bindings.get("*", ()):
                    found = self.attribute(self.module(module), name)
                    if found is not None:
                        return found
            scope = scope.outer
        if hasattr(builtins, name):
            return "value", getattr(builtins, name)
        return None

    def _agreed(self, things):
        """Return what all say; None counts as nothing, since it stands for something that comes later."""
        things = [thing for thing in things if thing != ("instance", type(None))]
        if not things or things[0] is None:
            return None
        same = all(thing is not None and thing[0] == things[0][0] and thing[1] == things[0][1] for thing in things)
        return things[0] if same else None

    def _bound(self, how, scope):
        kind, what = how
        if kind == "import":
            return self.module(what)
        if kind == "package":
            # `import a.b` binds `a`.
            return self.module(what) and self.module(what.partition(".")[0])
        if kind == "from":
            module, name = what
            return self.attribute(self.module(module), name) or self.module(f"{module}.{name}")
        if kind == "expression":
            return self.evaluate(what, scope)
        if kind == "annotation":
            return self._instance(self.evaluate(what, scope)) if what is not None else None
        if kind == "with":
            return self._entered(self.evaluate(what, scope))
        if kind == "item":
            is_range = isinstance(what, ast.Call) and isinstance(what.func, ast.Name) and what.func.id == "range"
            return ("instance", int) if is_range else None
        if kind == "self":
            decorators = [node.id for node in scope.node.decorator_list if isinstance(node, ast.Name)]
            if "staticmethod" in decorators:
                return None
            return ("class" if "classmethod" in decorators else "object"), _Class(scope.outer)
        if kind == "class":
            return "class", _Class(what)
        if kind == "function":
            return "function", what
        return None

    def module(self, name):
        """Return a module that the program imports, if it is another file of the program or of the standard library."""
        if not name:
            return None
        files = self.program.files
        folder = name.replace(".", "/")
        for path in (f"{folder}.py", f"{folder}/__init__.py"):
            if path in files:
                return "module", self.program.file(path)
        top = name.partition(".")[0]
        if f"{top}.py" in files or any(path.startswith(f"{top}/") for path in files):
            return None
        return _library_module(name)

    # Expressions.

    def evaluate(self, node, scope):
        """Return what an expression stands for, or None."""
        program = self.program
        program.steps += 1
        if program.steps > _MOST_STEPS or node in program.going:
            return None
        program.going.add(node)
        try:
            return self._evaluated(node, scope)
        finally:
            program.going.discard(node)

    def _evaluated(self, node, scope):
        if isinstance(node, ast.Name):
            return self.look_up(node.id, scope)
        if isinstance(node, ast.Attribute):
            return self.attribute(self.evaluate(node.value, scope), node.attr)
        if isinstance(node, ast.Call):
            return self._instance(self.evaluate(node.func, scope))
        if isinstance(node, ast.Constant):
            return "instance", type(node.value)
        for kinds, made in _LITERALS:
            if isinstance(node, kinds):
                return "instance", made
        return None

    def _instance(self, thing):
        """Return what a call of the thing returns, if it is a class, or a function of which that is documented."""
        if thing is None:
            return None
        kind, what = thing
        if kind in ("value", "method") and not isinstance(what, type):
            name = f"{getattr(what, '__module__', '')}.{getattr(what, '__qualname__', '')}"
            return _returned(name)
        if kind == "class":
            return "object", what
        if kind == "value" and isinstance(what, type) and what is not type:
            return "instance", what
        return None

    def _entered(self, thing):
        """Return what a `with` statement binds."""
        if thing is None:
            return None
        for cls in self._library_classes(thing):
            enter = inspect.getattr_static(cls, "__enter__", None)
            code = getattr(enter, "__code__", None)
            # Known only where it does nothing but return its instance.
            return thing if code is not None and code.co_code == _RETURNS_SELF else None
        return None

    def _library_classes(self, thing):
        """The class of the library that an instance has, or the first that its class derives from."""
        kind, what = thing
        if kind == "instance":
            yield what
        elif kind in ("class", "object"):
            for base in what.scope.node.bases:
                found = self.evaluate(base, what.scope.outer)
                if found is None:
                    continue
                if found[0] == "value" and isinstance(found[1], type):
                    yield found[1]
                elif found[0] == "class" and found != thing:
                    yield from found[1].scope.file._library_classes(found)

    def attribute(self, thing, name):
        if thing is None:
            return None
        kind, what = thing
        if kind == "value":
            if not isinstance(what, (type, type(sys))):
                return None
            found = inspect.getattr_static(what, name, _NOTHING) if isinstance(what, type) else getattr(what, name, _NOTHING)
            return _known(found)
        if kind == "instance":
            return _known(inspect.getattr_static(what, name, _NOTHING), is_bound=True)
        if kind == "module":
            return what.look_up_own(name)
        if kind in ("class", "object"):
            for scope, attributes in self._own_attributes(thing):
                if name in attributes:
                    return self._agreed([scope.file._bound(how, inner) for how, inner in attributes[name]])
            for cls in self._library_classes(thing):
                found = _known(inspect.getattr_static(cls, name, _NOTHING), is_bound=kind == "object")
                if found is not None:
                    return found
        return None

    def look_up_own(self, name):
        return self.look_up(name, self.scope) if name in self.scope.bindings else None

    def _own_attributes(self, thing, depth=0):
        """Yield what a class of the program binds, and what its methods assign to attributes of `self`; then its bases'."""
        scope = thing[1].scope
        found = {name: [(how, scope) for how in ways] for name, ways in scope.bindings.items()}
        for method in scope.inner:
            if not isinstance(method.node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                continue
            positional = method.node.args.posonlyargs + method.node.args.args
            if not positional:
                continue
            own = positional[0].arg
            for node in ast.walk(method.node):
                if isinstance(node, ast.Assign):
                    targets, how = node.targets, ("expression", node.value)
                elif isinstance(node, ast.AnnAssign):
                    targets, how = [node.target], ("annotation", node.annotation)
                else:
                    continue
                for target in targets:
                    if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == own:
                        found.setdefault(target.attr, []).append((how, method))
        yield scope, found
        for base in scope.node.bases if depth < 10 else ():
            known = self.evaluate(base, scope.outer)
            if known is not None and known[0] == "class":
                yield from known[1].scope.file._own_attributes(known, depth + 1)

    def members(self, thing):
        """Yield the names after a dot, each with what it stands for as an object or a node, and whether it is bound."""
        kind, what = thing
        if kind == "value" and isinstance(what, type(sys)):
            shown = set(getattr(what, "__all__", ())) or {name for name in dir(what) if not _is_foreign(what, name)}
            # Also submodules, and what is private, which `_members` leaves to those who ask for it.
            shown.update(name for name in dir(what) if name.startswith("_") or f"{what.__name__}.{name}" in sys.modules)
            for name in shown:
                yield name, getattr(what, name, _NOTHING), False
        elif kind == "value" and isinstance(what, type) or kind == "instance":
            for name in dir(what):
                yield name, inspect.getattr_static(what, name, _NOTHING), kind == "instance"
        elif kind == "module":
            for name in what.scope.bindings:
                if name != "*":
                    yield name, what.look_up_own(name), False
        elif kind in ("class", "object"):
            seen = set()
            for _, attributes in self._own_attributes(thing):
                for name in attributes:
                    if name not in seen:
                        seen.add(name)
                        yield name, self.attribute(thing, name), True
            for cls in self._library_classes(thing):
                for name in dir(cls):
                    if name not in seen:
                        seen.add(name)
                        yield name, inspect.getattr_static(cls, name, _NOTHING), kind == "object"


_NOTHING = object()
_LITERALS = (
    ((ast.List, ast.ListComp), list),
    ((ast.Dict, ast.DictComp), dict),
    ((ast.Set, ast.SetComp), set),
    (ast.Tuple, tuple),
    (ast.JoinedStr, str),
)


def _returns_self(self):
    return self


_RETURNS_SELF = _returns_self.__code__.co_code


#: What functions of the library return, according to its documentation.
_RETURNS = {
    "concurrent.futures._base.Executor.submit": ("concurrent.futures", "Future"),
    "concurrent.futures.process.ProcessPoolExecutor.submit": ("concurrent.futures", "Future"),
    "concurrent.futures.thread.ThreadPoolExecutor.submit": ("concurrent.futures", "Future"),
    "logging.getLogger": ("logging", "Logger"),
    "threading.RLock": ("threading", "_CRLock"),
    "threading.current_thread": ("threading", "Thread"),
    "threading.main_thread": ("threading", "Thread"),
}


def _returned(name):
    if name not in _RETURNS:
        return None
    module, cls = _RETURNS[name]
    found = getattr(importlib.import_module(module), cls, None)
    return ("instance", found) if isinstance(found, type) else None


def _known(value, is_bound=False):
    """Return the thing that an attribute of the library is; None where only an instance has it."""
    if value is _NOTHING:
        return None
    if isinstance(value, (staticmethod, classmethod)):
        return "value", value.__func__
    if isinstance(value, (type, type(sys))) or callable(value):
        return ("method" if is_bound and not isinstance(value, type) else "value"), value
    if isinstance(value, property) or inspect.isdatadescriptor(value):
        return None
    return "instance", type(value)


def _is_foreign(module, name):
    """Return whether a module only imports this name, as `threading` does with `_sys`."""
    return name.startswith("_") or isinstance(getattr(module, name, None), type(sys))


@functools.cache
def _library_names():
    names = set(sys.stdlib_module_names) - _LEFT_OUT
    return sorted(name for name in names if not name.startswith("_") and _exists(name))


def _exists(name):
    try:
        return name in sys.modules or importlib.util.find_spec(name) is not None
    except Exception:
        return False


def _library_module(name):
    parts = name.split(".")
    if parts[0] not in sys.stdlib_module_names or _LEFT_OUT.intersection(parts):
        return None
    try:
        return "value", importlib.import_module(name)
    except BaseException:
        return None


# --- What is said of them --------------------------------------------------------------------------------------------------


def _cut(text):
    return text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - 1] + "…"


def _first_sentence(text):
    """Return the first paragraph of a docstring as one line."""
    lines = []
    for line in (text or "").strip().splitlines():
        if not line.strip():
            break
        lines.append(line.strip())
    return _cut(" ".join(lines))


def _unbound(parameters, is_bound):
    return parameters[1:] if is_bound and parameters and not parameters[0].startswith("*") else parameters


def _parameters(value, is_bound=False):
    """Return the parameters of a callable as texts, or None if they are not known."""
    if isinstance(value, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return _unbound(_node_parameters(value.args), is_bound)
    if isinstance(value, (staticmethod, classmethod)):
        return _parameters(value.__func__, isinstance(value, classmethod))
    if not callable(value):
        return None
    try:
        signature = inspect.signature(value)
    except Exception:
        return None
    texts = []
    previous = None
    for parameter in signature.parameters.values():
        kind = parameter.kind
        if previous == parameter.POSITIONAL_ONLY and kind != previous:
            texts.append("/")
        if kind == parameter.KEYWORD_ONLY and previous not in (kind, parameter.VAR_POSITIONAL):
            texts.append("*")
        texts.append(_cut(str(parameter)))
        previous = kind
    if previous is not None and previous == inspect.Parameter.POSITIONAL_ONLY:
        texts.append("/")
    return _unbound(texts, is_bound)


def _node_parameters(args):
    positional = args.posonlyargs + args.args
    defaults = [None] * (len(positional) - len(args.defaults)) + args.defaults
    texts = []
    for place, (arg, default) in enumerate(zip(positional, defaults)):
        texts.append(_node_parameter(arg, default))
        if args.posonlyargs and place == len(args.posonlyargs) - 1:
            texts.append("/")
    if args.vararg is not None:
        texts.append(f"*{args.vararg.arg}")
    elif args.kwonlyargs:
        texts.append("*")
    texts += [_node_parameter(arg, default) for arg, default in zip(args.kwonlyargs, args.kw_defaults)]
    if args.kwarg is not None:
        texts.append(f"**{args.kwarg.arg}")
    return texts


def _node_parameter(arg, default):
    annotation = f": {ast.unparse(arg.annotation)}" if arg.annotation is not None else ""
    equals = " = " if annotation else "="
    return _cut(f"{arg.arg}{annotation}{equals + ast.unparse(default) if default is not None else ''}")


def _described(name, value, is_bound):
    """Return a completion: its label, what it is, its parameters and the first sentence of its documentation."""
    made = {"label": name}
    if isinstance(value, tuple):
        kind, what = value
        if kind == "method":
            return _described(name, what, True)
        if kind == "value":
            return _described(name, what, False)
        if kind == "function":
            return made | _of(what, "method" if is_bound else "function", _parameters(what, is_bound), ast.get_docstring(what))
        if kind == "class":
            return made | _of(what, "class", None, ast.get_docstring(what.scope.node))
        if kind == "module":
            return made | {"type": "namespace"}
        return made | {"type": "variable"}
    if value is None or value is _NOTHING:
        return made | {"type": "property" if is_bound else "variable"}
    if isinstance(value, type(sys)):
        return made | _of(value, "namespace", None, value.__doc__)
    if isinstance(value, type):
        return made | _of(value, "class", _parameters(value), value.__doc__)
    if isinstance(value, property) or inspect.isdatadescriptor(value):
        return made | _of(value, "property", None, value.__doc__)
    if callable(value) or isinstance(value, (staticmethod, classmethod)):
        kind = "method" if is_bound else "function"
        return made | _of(value, kind, _parameters(value, is_bound), inspect.getdoc(value))
    return made | {"type": "constant" if name.isupper() else "variable"}


def _of(value, kind, parameters, doc):
    made = {"type": kind}
    if parameters is not None:
        made["parameters"] = parameters
    sentence = _first_sentence(doc)
    if sentence:
        made["about"] = sentence
    return made


# --- Questions -------------------------------------------------------------------------------------------------------------


def _parsed(expression):
    try:
        return ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Constant(None)


def _thing(node, file, line):
    return file.evaluate(node, file.scope.at(line))


def _members(file, files, dialect, line, expression="", module=None, prefix=""):
    """Return the completions after the dot of an expression, or after `from module import`."""
    opened = _Program(files, dialect).file(file, line)
    thing = opened.module(module) if module is not None else _thing(_parsed(expression), opened, line)
    if thing is None:
        return []
    wanted = [entry for entry in opened.members(thing) if prefix.startswith("_") or not entry[0].startswith("_")]
    return [_described(*entry) for entry in sorted(wanted, key=lambda entry: entry[0])]


def _names(file, files, dialect, line):
    """Return the names at a line that are imported or otherwise known, with what is known of them."""
    opened = _Program(files, dialect).file(file, line)
    start = scope = opened.scope.at(line)
    found = {}
    while scope is not None:
        # The names of a class are not seen in its functions.
        is_seen = scope is start or not isinstance(scope.node, ast.ClassDef)
        for name in scope.bindings if is_seen else ():
            if name != "*" and name not in found:
                found[name] = opened.look_up(name, scope)
        scope = scope.outer
    return [_described(name, thing, False) for name, thing in found.items() if thing is not None]


def _modules(files):
    """Return the names of the modules that a program can import."""
    own = [name.removesuffix(".py") for name in files if name.endswith(".py") and "/" not in name]
    return [{"label": name, "type": "namespace"} for name in own + _library_names()]


def _signature(file, files, dialect, line, expression):
    """Return the parameters of what is called, and the first sentence of its documentation; None if they are not known."""
    opened = _Program(files, dialect).file(file, line)
    node = _parsed(expression)
    thing = _thing(node, opened, line)
    if thing is None:
        return None
    is_bound = False
    if thing[0] == "function" and isinstance(node, ast.Attribute):
        owner = _thing(node.value, opened, line)
        is_bound = owner is not None and owner[0] == "object"
    made = _described(expression.rpartition(".")[2].strip(), thing, is_bound)
    if thing[0] == "class":
        init = opened.attribute(thing, "__init__")
        made["parameters"] = _parameters(init[1], True) if init is not None else []
    return made if made.get("parameters") is not None else None


_QUESTIONS = {
    "syntax": _syntax,
    "members": _members,
    "modules": _modules,
    "names": _names,
    "signature": _signature,
}


def _sound(value):
    """Return the value with every text as UTF-8 can spell it, which a text of JavaScript need not be."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_sound(key): _sound(item) for key, item in value.items()}
    return value


def answer(kind, data):
    """Answer a question. `data` and the answer are JSON."""
    return json.dumps(_QUESTIONS[kind](**_sound(json.loads(data))))
