"""The command ``threading-playground``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import __version__, mdbook
from .check import check_folder, check_url
from .folder import NAME, FolderError, copy_folder, versioned_name


def copy(arguments: argparse.Namespace) -> int:
    name = versioned_name() if arguments.versioned else NAME
    is_new = copy_folder(arguments.folder, name)
    print(f"{arguments.folder / name}: {'copied' if is_new else 'up to date'}")
    print(f'Load it with: <script type="module" src="{name}/threading-playground.js"></script>')
    return 0


def check(arguments: argparse.Namespace) -> int:
    """Its status says whether there is anything to change."""
    where = arguments.where
    report = check_url(where) if where.startswith(("http:", "https:")) else check_folder(Path(where))
    print(report.text())
    return 1 if report.changes else 0


def as_mdbook(arguments: argparse.Namespace) -> int:
    if arguments.action == "supports":
        return 0 if mdbook.supports(arguments.renderer) else 1
    mdbook.preprocess()
    return 0


def parser() -> argparse.ArgumentParser:
    own = argparse.ArgumentParser(
        prog="threading-playground",
        description="Puts live examples of Python's threading into documentation.",
    )
    own.add_argument("--version", action="version", version=__version__)
    commands = own.add_subparsers(required=True, metavar="COMMAND")
    one = commands.add_parser("copy", help="copies the built folder into a folder of a site")
    one.add_argument("folder", type=Path, metavar="DIR")
    one.add_argument(
        "--versioned", action="store_true", help="the copy's name has the version: others may be beside it"
    )
    one.set_defaults(run=copy)
    one = commands.add_parser("check", help="says what readers will get, and what to change")
    one.add_argument("where", metavar="DIR-OR-URL")
    one.set_defaults(run=check)
    one = commands.add_parser("mdbook", help="is a preprocessor of mdBook")
    one.add_argument("action", nargs="?", choices=["supports"])
    one.add_argument("renderer", nargs="?", default="html")
    one.set_defaults(run=as_mdbook)
    return own


def main(words: list[str] | None = None) -> int:
    arguments = parser().parse_args(words)
    try:
        return int(arguments.run(arguments))
    except (FolderError, OSError) as error:
        print(f"threading-playground: {error}", file=sys.stderr)
        return 1
