"""The MkDocs plugin: ``plugins: [threading-playground]``."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import Any

from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from .fences import BLOCKS
from .folder import SCRIPT, STYLE, copy_folder
from .markdown import ThreadingPlaygroundExtension

log = get_plugin_logger(__name__)


class ThreadingPlaygroundConfig(base.Config):  # type: ignore[no-untyped-call]
    blocks = c.Choice(BLOCKS, default="programs")


class ThreadingPlaygroundPlugin(BasePlugin[ThreadingPlaygroundConfig]):  # type: ignore[no-untyped-call]
    page: Page | None = None
    files: Files | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        extension = ThreadingPlaygroundExtension(self.address, blocks=self.config.blocks)
        config.markdown_extensions.append(extension)  # type: ignore[arg-type]
        script = ExtraScriptValue(SCRIPT)
        script.type = "module"
        config.extra_javascript.append(script)
        config.extra_css.append(STYLE)
        return config

    def on_page_markdown(self, markdown: str, *, page: Page, files: Files, **_: Any) -> str:
        self.page, self.files = page, files
        return markdown

    def address(self, name: str) -> str:
        """Of a file beside the page's source, from the page."""
        if self.page is None or self.files is None:
            return name
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.page.file.src_uri), name))
        file = self.files.get_file_from_path(path)
        if file is None:
            log.warning("%s: no file %s in the docs", self.page.file.src_uri, path)
            return name
        return file.url_relative_to(self.page.file)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        copy_folder(Path(config.site_dir))
