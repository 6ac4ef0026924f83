"""The command ``threading-playground``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import __version__
from .folder import SCRIPT, FolderError, copy_folder


def copy(arguments: argparse.Namespace) -> int:
    is_new = copy_folder(arguments.folder)
    print(f"{arguments.folder / 'threading-playground'}: {'copied' if is_new else 'up to date'}")
    print(f'Load it with: <script type="module" src="{SCRIPT}"></script>')
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
    one.set_defaults(run=copy)
    return own


def main(words: list[str] | None = None) -> int:
    arguments = parser().parse_args(words)
    try:
        return int(arguments.run(arguments))
    except (FolderError, OSError) as error:
        print(f"threading-playground: {error}", file=sys.stderr)
        return 1
