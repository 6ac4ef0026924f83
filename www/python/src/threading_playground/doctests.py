"""Sessions of the interactive interpreter, as a program and what it printed."""

from __future__ import annotations


def split_session(text: str) -> tuple[str, str]:
    """The lines after the prompts, and the others: those are the output."""
    code: list[str] = []
    output: list[str] = []
    for line in text.splitlines():
        prompt, rest = line[:4].rstrip(), line[4:]
        if prompt in (">>>", "..."):
            code.append(rest)
        elif line.strip():
            output.append(line)
    return "\n".join(code), "\n".join(output)
