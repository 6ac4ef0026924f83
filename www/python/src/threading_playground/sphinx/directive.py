"""``.. threading-playground:: example.py``: a live block, from a file or from its content."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.directives.code import container_wrapper
from sphinx.util.docutils import SphinxDirective

from ..options import Options, file_name
from .blocks import KEY


class ThreadingPlayground(SphinxDirective):
    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {
        "argv": directives.unchanged,
        "caption": directives.unchanged_required,
        "class": directives.class_option,
        "files": directives.unchanged_required,
        "gil": directives.flag,
        "linenos": directives.flag,
        "name": directives.unchanged,
        "no-run": directives.flag,
        "readonly": directives.flag,
        "stdin": directives.unchanged,
        "timeline": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        code = self.code()
        block = nodes.literal_block(code, code, language="python")
        block["classes"] += self.options.get("class", [])
        block["linenos"] = "linenos" in self.options
        self.set_source_info(block)
        if "no-run" in self.options:
            block["classes"].append(self.config.threading_playground_off_class)
        else:
            block[KEY] = self.element()
        result: nodes.Element = block
        if caption := self.options.get("caption"):
            result = container_wrapper(self, block, caption)
        self.add_name(result)
        return [result]

    def code(self) -> str:
        if not self.arguments:
            self.assert_has_content()
            return "\n".join(self.content)
        if self.content:
            raise self.error("a file and content: one of the two is meant")
        return self.read(self.arguments[0]).rstrip("\n")

    def read(self, name: str) -> str:
        relative, path = self.env.relfn2path(name)
        self.env.note_dependency(relative)
        try:
            return Path(path).read_text(encoding="utf-8")
        except (OSError, UnicodeError) as error:
            raise self.error(f"{name} cannot be read: {error}") from error

    def element(self) -> dict[str, str]:
        captioned = file_name(self.options.get("caption", ""))
        own = Path(self.arguments[0]).name if self.arguments else None
        options = Options(
            file=captioned or own,
            argv=self.options.get("argv"),
            stdin=self.options.get("stdin"),
            files=[self.download(name) for name in self.options.get("files", "").split()],
            gil="gil" in self.options,
            readonly="readonly" in self.options,
            timeline="timeline" in self.options,
        )
        return options.attributes()

    def download(self, name: str) -> str:
        """Has Sphinx copy a file as it does for ``:download:``; where it goes, among those."""
        relative, path = self.env.relfn2path(name)
        self.env.note_dependency(relative)
        if not Path(path).is_file():
            raise self.error(f"{name}: no such file")
        return Path(self.env.dlfiles.add_file(self.env.docname, relative)).as_posix()
