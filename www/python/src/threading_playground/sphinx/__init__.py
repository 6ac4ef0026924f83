"""The Sphinx extension: ``extensions = ["threading_playground.sphinx"]`` makes a site's threaded programs live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.config import ENUM

from .. import __version__
from ..folder import SCRIPT, STYLE, copy_folder
from .blocks import MarkBlocks
from .directive import ThreadingPlayground
from .live import (
    WrapBlocks,
    depart_live_block,
    depart_recorded_output,
    is_for_browsers,
    live_block,
    recorded_output,
    visit_live_block,
    visit_recorded_output,
)

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

BLOCKS = ("programs", "all", "class", "none")
LANGUAGES = ("python", "python3", "py", "py3", "default")


def put_folder(app: Sphinx) -> None:
    """Before any page is written, so that Sphinx can add the script's checksum to its address."""
    if is_for_browsers(app.builder):
        copy_folder(app.outdir / "_static")


def add_script(
    app: Sphinx,
    _page: str,
    _template: str,
    _context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """On pages with a live block, and on no others."""
    if doctree is not None and next(doctree.findall(live_block), None) is not None:
        app.add_css_file(STYLE)
        app.add_js_file(SCRIPT, type="module")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_config_value("threading_playground_blocks", "programs", "env", ENUM(*BLOCKS))
    app.add_config_value("threading_playground_class", "live", "env", str)
    app.add_config_value("threading_playground_off_class", "not-live", "env", str)
    app.add_config_value("threading_playground_languages", LANGUAGES, "env", (list, tuple))
    app.add_config_value("threading_playground_doctests", False, "env", bool)
    app.add_node(live_block, html=(visit_live_block, depart_live_block))
    app.add_node(recorded_output, html=(visit_recorded_output, depart_recorded_output))
    app.add_directive("threading-playground", ThreadingPlayground)
    app.add_transform(MarkBlocks)
    app.add_post_transform(WrapBlocks)
    app.connect("builder-inited", put_folder)
    app.connect("html-page-context", add_script)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
