"""Live blocks in pages for browsers: the element around the block that Sphinx writes anyway."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from .blocks import KEY, SESSION, caption_of

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.writers.html5 import HTML5Translator

RECORDED = ("text", "none", "output")
"""Languages of a block that, right after a live one, is its recorded output."""

WITHOUT_SCRIPTS = ("applehelp", "devhelp", "epub", "htmlhelp", "json", "pickle", "qthelp")
"""Builders that write HTML for readers that run no scripts of a page."""


def is_for_browsers(builder: Builder) -> bool:
    return builder.format == "html" and builder.name not in WITHOUT_SCRIPTS


class live_block(nodes.General, nodes.Element):
    """The element; ``attributes`` are its own, ``downloads`` the files beside its program."""


class recorded_output(nodes.General, nodes.Element):
    """What the program printed when its author ran it."""


class WrapBlocks(SphinxPostTransform):
    """Late: whatever looks for blocks finds them as they were."""

    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        if not is_for_browsers(self.app.builder):
            return
        for block in [each for each in self.document.findall(nodes.Element) if KEY in each]:
            self.wrap(block)

    def wrap(self, block: nodes.Element) -> None:
        attributes = dict(block[KEY])
        downloads = attributes.pop("files", "").split()
        caption = caption_of(block)
        outer = block.parent if caption is not None else block
        following = outer.next_node(descend=False, siblings=True)
        # The element shows the name itself.
        if caption is not None and caption.astext().strip() == attributes.get("file"):
            caption.parent.remove(caption)
        element = live_block("", attributes=attributes, downloads=downloads)
        parent = block.parent
        parent[parent.index(block)] = element
        if SESSION in block:
            code, output = block[SESSION]
            element += literal(code, "python")
            if output:
                element += recorded_output("", literal(output, "text"))
            return
        element += block
        if isinstance(following, nodes.literal_block) and following.get("language") in RECORDED:
            following.parent.remove(following)
            element += recorded_output("", following)


def literal(text: str, language: str) -> nodes.literal_block:
    return nodes.literal_block(text, text, language=language)


def visit_live_block(self: HTML5Translator, node: live_block) -> None:
    attributes = dict(node["attributes"])
    if node["downloads"]:
        # From this page, wherever it is.
        folder = self.builder.dlpath
        attributes["files"] = " ".join(posixpath.join(folder, name) for name in node["downloads"])
    self.body.append(self.starttag(node, "threading-playground", "", **attributes))


def depart_live_block(self: HTML5Translator, node: live_block) -> None:
    self.body.append("</threading-playground>\n")


def visit_recorded_output(self: HTML5Translator, node: recorded_output) -> None:
    self.body.append(self.starttag(node, "div", "", slot="output"))


def depart_recorded_output(self: HTML5Translator, node: recorded_output) -> None:
    self.body.append("</div>\n")
