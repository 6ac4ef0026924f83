"""Which code blocks are whole programs that use threads: those become live by themselves.

A block is one where all of this holds:

- it parses, and nothing in it is left out with ``...``;
- it imports a module of ``THREADS``, and else only modules that a browser has;
- every name that it reads is one that it binds, or a builtin;
- it starts something: a call named in ``STARTS`` is somewhere in it, and its top level calls
  something, so that running it does more than to define.
"""

from __future__ import annotations

import ast
import builtins
import symtable
import sys
from collections.abc import Collection, Iterator

THREADS = frozenset(
    {
        "_thread",
        "asyncio",
        "concurrent.futures",
        "multiprocessing.dummy",
        "multiprocessing.pool",
        "parallel",
        "queue",
        "sched",
        "threading",
    }
)
"""Modules that make a program one about threads."""

STARTS = frozenset(
    {
        "apply",
        "apply_async",
        "get",
        "imap",
        "imap_unordered",
        "map",
        "map_async",
        "put",
        "run",
        "run_in_executor",
        "start",
        "start_new_thread",
        "starmap",
        "submit",
        "to_thread",
    }
)
"""What starts a thread, or hands something from one to another."""

ABSENT = frozenset(
    {
        "ctypes",
        "curses",
        "http",
        "multiprocessing.connection",
        "multiprocessing.shared_memory",
        "readline",
        "smtplib",
        "socket",
        "socketserver",
        "sqlite3",
        "ssl",
        "subprocess",
        "tkinter",
        "turtle",
        "urllib.request",
        "xmlrpc",
    }
)
"""Modules of the standard library that a browser has nothing for."""

OWN = frozenset({"parallel"})
"""Modules that the playground adds."""

_GIVEN = frozenset({"__name__", "__file__", "__doc__", "__builtins__"})


def is_threaded_program(code: str, companions: Collection[str] = ()) -> bool:
    """Whether ``code`` is a whole program with threads; ``companions`` are modules beside it."""
    try:
        tree = ast.parse(code)
        table = symtable.symtable(code, "<block>", "exec")
    except (SyntaxError, ValueError, RecursionError):
        return False
    imported = set(_imported(tree))
    return (
        any(name in THREADS for name in imported)
        and all(_is_there(name, companions) for name in imported)
        and not _leaves_out(tree)
        and _starts(tree)
        and not _unbound(table, tree)
    )


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            # Relative: no single file has a package around it.
            module = "." if node.level else (node.module or "")
            yield module
            # `from concurrent import futures` imports the module all the same.
            names = (f"{module}.{alias.name}" for alias in node.names)
            yield from (name for name in names if name in THREADS | ABSENT)


def _is_there(name: str, companions: Collection[str]) -> bool:
    top = name.partition(".")[0]
    if top in companions or top in OWN:
        return True
    return top in sys.stdlib_module_names and not {top, name} & ABSENT


def _leaves_out(tree: ast.AST) -> bool:
    """Whether ``...`` stands where a statement would; ``Protocol`` and overloads are signatures."""
    return any(
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and node.value.value is Ellipsis
        for node in ast.walk(tree)
    )


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _calls(nodes: list[ast.stmt]) -> bool:
    """Whether a statement that runs with the module calls something: what it only defines does not run."""
    waiting: list[ast.AST] = list(nodes)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            continue
        if isinstance(node, ast.Call):
            return True
        waiting.extend(ast.iter_child_nodes(node))
    return False


def _starts(tree: ast.Module) -> bool:
    names = {_called(node) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return bool(names & STARTS) and _calls(tree.body)


def _tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for child in table.get_children():
        yield from _tables(child)


def _unbound(table: symtable.SymbolTable, tree: ast.AST) -> set[str]:
    """Names that are read and bound nowhere: the mark of a fragment."""
    if any(
        isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names) for node in ast.walk(tree)
    ):
        return set()
    bound = {name.get_name() for name in table.get_symbols() if _binds(name)}
    read: set[str] = set()
    for each in _tables(table):
        for name in each.get_symbols():
            if name.is_declared_global() and name.is_assigned():
                bound.add(name.get_name())
            if name.is_referenced() and (each is table or name.is_global()):
                read.add(name.get_name())
    return read - bound - _GIVEN - set(dir(builtins))


def _binds(name: symtable.Symbol) -> bool:
    return name.is_assigned() or name.is_imported() or name.is_namespace()
