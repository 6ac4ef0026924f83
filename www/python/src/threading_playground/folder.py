"""The built folder that the package carries, and its copies on sites."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

NAME = "threading-playground"
SCRIPT = f"{NAME}/threading-playground.js"
STYLE = f"{NAME}/threading-playground.css"


class FolderError(Exception):
    """A place that the folder cannot go to; the text says why."""


def source() -> Path:
    """Where the package has it."""
    return Path(__file__).with_name("folder")


def version_of(folder: Path) -> dict[str, str] | None:
    """What the folder's ``version.json`` says; ``None`` where it is no folder of ours."""
    try:
        found = json.loads((folder / "version.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and found.get("name") == NAME else None


def versioned_name() -> str:
    """The folder's name on a site that keeps several versions beside each other."""
    return f"{NAME}-{(version_of(source()) or {})['version']}"


def copy_folder(site: Path, name: str = NAME) -> bool:
    """Puts the folder into ``site``. Another build there is replaced whole; ``False`` where this one is there."""
    to = site / name
    have = version_of(to)
    if have is not None and have == version_of(source()):
        return False
    if to.exists():
        if have is None:
            raise FolderError(f"{to} is there and is no folder of Threading Playground's")
        shutil.rmtree(to)
    site.mkdir(parents=True, exist_ok=True)
    # Written under another name: a copy that was cut off is not taken for a whole one.
    partial = site / f".{name}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    shutil.copytree(source(), partial)
    partial.rename(to)
    return True
