"""What an author says of a block, as the element's attributes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

_FILE_NAME = re.compile(r"[\w-][\w.-]*(/[\w-][\w.-]*)*\.py")
_MARKER = re.compile(r"^[ \t]*#[ \t]*threading-playground:[ \t]*(on|off)[ \t]*\n?", re.MULTILINE)


def file_name(caption: str) -> str | None:
    """The file that a caption names, if it is a name and no sentence."""
    text = caption.strip()
    return text if _FILE_NAME.fullmatch(text) else None


def take_marker(code: str) -> tuple[str, bool | None]:
    """The code without the line ``# threading-playground: on`` or ``off``, and what that says."""
    found = _MARKER.search(code)
    if found is None:
        return code, None
    return code[: found.start()] + code[found.end() :], found[1] == "on"


@dataclass
class Options:
    """The element's attributes; ``run`` is the author's word, where there is one."""

    file: str | None = None
    argv: str | None = None
    stdin: str | None = None
    files: list[str] = field(default_factory=list)
    gil: bool = False
    readonly: bool = False
    timeline: bool = False
    run: bool | None = None

    def attributes(self) -> dict[str, str]:
        pairs: dict[str, str | None] = {
            "file": self.file,
            "argv": self.argv,
            "stdin": self.stdin,
            "files": " ".join(self.files) or None,
            "gil": "" if self.gil else None,
            "readonly": "" if self.readonly else None,
            "timeline": "" if self.timeline else None,
        }
        return {name: value for name, value in pairs.items() if value is not None}

    def start_tag(self) -> str:
        written = "".join(f' {name}="{_attribute(text)}"' for name, text in self.attributes().items())
        return f"<threading-playground{written}>"


def _attribute(text: str) -> str:
    # A newline in an attribute is safe in HTML; Markdown ends its block of HTML at an empty line.
    return escape(text).replace("\n", "&#10;")
