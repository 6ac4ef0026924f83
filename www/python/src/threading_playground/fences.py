"""Fenced code blocks of Markdown: where they are, and what their first line says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .options import Options, file_name, take_marker
from .programs import is_threaded_program

BLOCKS = ("programs", "all", "class", "none")
"""Which blocks are live: whole programs with threads, every block of Python, those with ``.run``, none."""

PYTHON = ("python", "py", "python3", "py3")
RECORDED = ("text", "txt", "output")

_OPENING = re.compile(r"^(?P<indent>[ \t>]*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<header>[^`\n]*)$")
_WORD = re.compile(r"""(?P<key>[\w-]+)=(?P<value>"[^"]*"|'[^']*'|[^\s,}]+)|(?P<word>[.#]?[\w+#-][\w+#.-]*)""")
_OWN_WORDS = ("run", "no-run", "gil", "readonly", "timeline")
_OWN_KEYS = ("argv", "file", "files", "stdin")


@dataclass
class Header:
    """What a fence's first line says: ``python title="x.py" .run``, also in braces or with commas."""

    language: str = ""
    words: list[str] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> Header:
        own = cls()
        for found in _WORD.finditer(text):
            if found["key"]:
                own.keys[found["key"]] = found["value"].strip("\"'")
            elif not own.language and not found["word"].startswith("#"):
                own.language = found["word"].lstrip(".")
            else:
                own.words.append(found["word"].lstrip("."))
        return own

    def has_own(self) -> bool:
        """Whether anything is said that only this package knows."""
        return any(word in _OWN_WORDS for word in self.words) or any(key in _OWN_KEYS for key in self.keys)

    def options(self) -> Options:
        return Options(
            file=self.keys.get("file") or file_name(self.keys.get("title", "")),
            argv=self.keys.get("argv"),
            stdin=self.keys.get("stdin"),
            files=self.keys.get("files", "").split(),
            gil="gil" in self.words,
            readonly="readonly" in self.words,
            timeline="timeline" in self.words,
            run=False if "no-run" in self.words else True if "run" in self.words else None,
        )

    def without_own(self, *more: str) -> str:
        """For those who read it next, with ``more`` classes."""
        title = self.keys.get("title", "")
        keys = {
            key: value
            for key, value in self.keys.items()
            # The element shows a file's name itself.
            if key not in _OWN_KEYS and not (more and key == "title" and file_name(title))
        }
        words = [word for word in self.words if word not in _OWN_WORDS]
        classes = [f".{word}" if not word.startswith("#") else word for word in [self.language, *words, *more]]
        return "{" + " ".join([*classes, *(f'{key}="{value}"' for key, value in keys.items())]) + "}"


@dataclass
class Fence:
    """The lines from ``start`` to ``end``, which has the closing fence."""

    start: int
    end: int
    indent: str
    fence: str
    header: Header
    code: str
    marked: bool | None

    def is_python(self) -> bool:
        return self.header.language in PYTHON

    def is_live(self, blocks: str) -> bool:
        if not self.is_python() or blocks == "none":
            return False
        word = self.header.options().run
        said = word if word is not None else self.marked
        if said is not None:
            return said
        return blocks == "all" or (blocks == "programs" and is_threaded_program(self.code))


def fences(lines: list[str]) -> Iterator[Fence]:
    """Those of a page, in order; what is inside of one is none."""
    at = 0
    while at < len(lines):
        opening = _OPENING.match(lines[at])
        end = _end(lines, at, opening["fence"]) if opening else None
        if opening is None or end is None:
            at += 1
            continue
        indent = opening["indent"]
        body = "\n".join(_outdented(line, indent) for line in lines[at + 1 : end])
        code, marked = take_marker(body)
        header = Header.parse(opening["header"])
        yield Fence(at, end, indent, opening["fence"], header, code, marked)
        at = end + 1


def _end(lines: list[str], start: int, fence: str) -> int | None:
    closing = re.compile(rf"^[ \t>]*{re.escape(fence)}{re.escape(fence[0])}*[ \t]*$")
    return next((at for at in range(start + 1, len(lines)) if closing.match(lines[at])), None)


def _outdented(line: str, indent: str) -> str:
    # An empty line of a quotation has its mark alone.
    return line[len(indent) :] if line.startswith(indent) else line.lstrip(" \t>")


def recorded_after(fence: Fence, following: Fence | None, lines: list[str]) -> bool:
    """Whether the next fence is this one's recorded output: text, with nothing but empty lines between."""
    if following is None or following.header.language not in RECORDED or following.indent != fence.indent:
        return False
    return all(not line.strip(" \t>") for line in lines[fence.end + 1 : following.start])
