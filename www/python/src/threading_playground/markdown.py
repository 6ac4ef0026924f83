"""An extension for Python-Markdown: live blocks from fences, whichever extension highlights them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from .fences import Fence, fences, recorded_after
from .options import Options

LIVE = "threading-playground-live"
OUTPUT = "threading-playground-output"

BEFORE_FENCES = 27
"""After snippets are included (32) and blanks are made even (30), before fences are read (25)."""
AFTER_ALL = -10


class FindBlocks(Preprocessor):
    """Gives each live fence a class of its own, by which its HTML is found again."""

    def __init__(self, md: Markdown, extension: ThreadingPlaygroundExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        found = [fence for fence in fences(lines) if not fence.indent or self.takes_indented()]
        result = list(lines)
        for at, fence in enumerate(found):
            following = found[at + 1] if at + 1 < len(found) else None
            if not fence.is_live(self.extension.getConfig("blocks")):
                if fence.is_python() and (fence.header.has_own() or fence.marked is not None):
                    self.rewrite(result, fence, fence.header.without_own())
                continue
            number = self.extension.add(fence.header.options())
            self.rewrite(result, fence, fence.header.without_own(f"{LIVE}-{number}"))
            if following and recorded_after(fence, following, lines):
                self.rewrite(result, following, following.header.without_own(f"{OUTPUT}-{number}"))
        # A marker that was taken out leaves no line.
        return [line for text in result if text is not None for line in text.split("\n")]

    def takes_indented(self) -> bool:
        """Python-Markdown's own extension takes fences at the start of a line alone; SuperFences takes all."""
        if "fenced_code_block" not in self.md.preprocessors:
            return False
        return type(self.md.preprocessors["fenced_code_block"]).__module__.startswith("pymdownx.")

    def rewrite(self, lines: list[Any], fence: Fence, header: str) -> None:
        lines[fence.start] = f"{fence.indent}{fence.fence} {header}"
        if fence.marked is None:
            return
        body = [f"{fence.indent}{line}" for line in fence.code.split("\n")]
        kept = range(fence.start + 1, fence.end)
        lines[kept.start : kept.stop] = body + [None] * (len(kept) - len(body))


class WrapBlocks(Postprocessor):
    """Puts the element around the HTML of each live fence, and its recorded output into it."""

    def __init__(self, md: Markdown, extension: ThreadingPlaygroundExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, text: str) -> str:
        html = text
        for number, options in enumerate(self.extension.found):
            span = _block(html, f"{LIVE}-{number}")
            if span is None:
                continue
            start, end = span
            inside = _without(html[start:end], f"{LIVE}-{number}")
            output = _block(html, f"{OUTPUT}-{number}")
            if output is not None:
                recorded = _without(html[output[0] : output[1]], f"{OUTPUT}-{number}")
                inside += f'\n<div slot="output">{recorded}</div>'
                end = output[1]
            html = f"{html[:start]}{options.start_tag()}{inside}</threading-playground>{html[end:]}"
        return html


def _block(html: str, name: str) -> tuple[int, int] | None:
    """Where the block is that has a class: a `div` that a highlighter made, or the `pre` around a `code`."""
    opening = re.search(rf'<(div|pre|code|table)\b[^>]*\bclass="[^"]*\b{name}(?!\d)[^>]*>', html)
    if opening is None:
        return None
    start, tag = opening.start(), opening[1]
    if tag == "code":
        start, tag = html.rindex("<pre", 0, start), "pre"
    depth = 0
    for each in re.compile(rf"<(/?){tag}\b").finditer(html, start):
        depth += -1 if each[1] else 1
        if depth == 0:
            return start, html.index(">", each.start()) + 1
    return None


def _without(html: str, name: str) -> str:
    return re.sub(rf" ?\b{name}(?!\d)", "", html).replace('class=" ', 'class="')


class ThreadingPlaygroundExtension(Extension):
    def __init__(self, address: Callable[[str], str] | None = None, **settings: Any) -> None:
        self.config = {"blocks": ["programs", "which blocks are live: programs, all, class or none"]}
        self.found: list[Options] = []
        self.address = address
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:
        md.registerExtension(self)
        md.preprocessors.register(FindBlocks(md, self), "threading-playground", BEFORE_FENCES)
        md.postprocessors.register(WrapBlocks(md, self), "threading-playground", AFTER_ALL)

    def reset(self) -> None:
        self.found = []

    def add(self, options: Options) -> int:
        if self.address:
            options.files = [self.address(name) for name in options.files]
        self.found.append(options)
        return len(self.found) - 1


def makeExtension(**settings: Any) -> ThreadingPlaygroundExtension:
    return ThreadingPlaygroundExtension(**settings)
