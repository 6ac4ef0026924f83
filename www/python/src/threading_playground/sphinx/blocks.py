"""Decides which blocks of a document are live, while it is read."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from ..doctests import split_session
from ..options import Options, file_name, take_marker
from ..programs import is_threaded_program

KEY = "threading_playground"
"""On a block that is live: its attributes. Builders for paper find a plain block, and leave this be."""

SESSION = "threading_playground_session"
"""On a doctest that is live: its program and its output."""


def caption_of(block: nodes.Element) -> nodes.caption | None:
    """The caption over a block, which has a container around the two."""
    parent = block.parent
    if not isinstance(parent, nodes.container) or not parent.get("literal_block"):
        return None
    return next((child for child in parent.children if isinstance(child, nodes.caption)), None)


class MarkBlocks(SphinxTransform):
    """Before Sphinx gives a language to blocks that have none, which it does for each builder."""

    default_priority = 500

    def apply(self, **kwargs: Any) -> None:
        language = self.config.highlight_language
        for node in list(self.document.findall(nodes.Element)):
            if isinstance(node, addnodes.highlightlang):
                language = node["lang"]
            elif isinstance(node, nodes.literal_block | nodes.doctest_block) and KEY not in node:
                self.mark(node, node.get("language", language))

    def mark(self, block: nodes.Element, language: str) -> None:
        text, word = take_marker(block.astext())
        if word is not None:
            block[:] = [nodes.Text(text)]
            block.rawsource = text
        code, output = text, ""
        if isinstance(block, nodes.doctest_block) or language in ("pycon", "pycon3"):
            if not self.config.threading_playground_doctests:
                return
            code, output = split_session(text)
        elif language not in self.config.threading_playground_languages:
            return
        if not self.is_live(block, language, code, word):
            return
        caption = caption_of(block)
        block[KEY] = Options(file=file_name(caption.astext()) if caption else None).attributes()
        if code is not text:
            block[SESSION] = (code, output)

    def is_live(self, block: nodes.Element, language: str, code: str, word: bool | None) -> bool:
        classes = block["classes"]
        mode = self.config.threading_playground_blocks
        if mode == "none" or word is False or self.config.threading_playground_off_class in classes:
            return False
        if word is True or self.config.threading_playground_class in classes:
            return True
        match mode:
            case "all":
                # A block without a language is Python by chance; then it has to look like a program.
                return language != "default" or is_threaded_program(code)
            case "programs":
                return is_threaded_program(code)
            case _:
                return False
