"""The mdBook preprocessor: ``command = "threading-playground mdbook"`` in ``book.toml``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .fences import Fence, fences, recorded_after
from .folder import NAME, SCRIPT, copy_folder

LOADER = (
    '<script type="module">'
    # mdBook sets it on every page, the one with all chapters too.
    f'import(new URL((typeof path_to_root === "string" ? path_to_root : "") + "{SCRIPT}", location.href));'
    "</script>"
)


def supports(renderer: str) -> bool:
    return renderer == "html"


def preprocess() -> None:
    """Reads a book from standard input, and writes it with its live blocks to standard output."""
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    context, book = json.load(sys.stdin)
    settings = context["config"].get("preprocessor", {}).get(NAME, {})
    blocks = settings.get("blocks", "programs")
    for chapter in _chapters(book.get("items") or book.get("sections") or []):
        chapter["content"] = with_live_blocks(chapter["content"], blocks)
    _put_folder(Path(context["root"]) / context["config"].get("book", {}).get("src", "src"))
    json.dump(book, sys.stdout)


def _put_folder(source: Path) -> None:
    """Among the sources, from where mdBook copies what is no chapter; Git need not know."""
    copy_folder(source)
    ignore = source / NAME / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")


def _chapters(items: list[Any]) -> Iterator[dict[str, Any]]:
    for item in items:
        chapter = item.get("Chapter") if isinstance(item, dict) else None
        if chapter is not None:
            yield chapter
            yield from _chapters(chapter.get("sub_items", []))


def with_live_blocks(text: str, blocks: str) -> str:
    """A chapter with the element around each live fence; between empty lines, as Markdown wants it."""
    lines = text.split("\n")
    found = list(fences(lines))
    before: dict[int, list[str]] = {}
    after: dict[int, list[str]] = {}
    instead: dict[int, list[str]] = {}
    for at, fence in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        if not fence.is_live(blocks):
            if fence.is_python() and fence.marked is not None:
                instead.update(_rewritten(fence))
            continue
        instead.update(_rewritten(fence))
        before[fence.start] = _html(fence, fence.header.options().start_tag())
        end = fence.end
        if following and recorded_after(fence, following, lines):
            before[following.start] = _html(following, '<div slot="output">')
            after[following.end] = _html(following, "</div>")
            end = following.end
        after[end] = after.get(end, []) + _html(fence, "</threading-playground>")
    if not after:
        return text if not instead else "\n".join(_lines(lines, before, instead, after))
    return "\n".join([*_lines(lines, before, instead, after), "", LOADER, ""])


def _html(fence: Fence, tag: str) -> list[str]:
    blank = fence.indent.rstrip(" \t")
    return [blank, f"{fence.indent}{tag}", blank]


def _rewritten(fence: Fence) -> dict[int, list[str]]:
    """mdBook takes the words after the language for classes; ours are said by now."""
    first = f"{fence.indent}{fence.fence}{fence.header.language}"
    if fence.marked is None:
        return {fence.start: [first]}
    body = [f"{fence.indent}{line}" for line in fence.code.split("\n")]
    return {fence.start: [first, *body], **{at: [] for at in range(fence.start + 1, fence.end)}}


def _lines(
    lines: list[str], before: dict[int, list[str]], instead: dict[int, list[str]], after: dict[int, list[str]]
) -> Iterator[str]:
    for at, line in enumerate(lines):
        yield from before.get(at, [])
        yield from instead.get(at, [line])
        yield from after.get(at, [])
