"""The tables of docs/performance.md: each stands between two comments, and is written anew there.

Between `<!-- NAME -->` and `<!-- end of NAME -->` nothing is written by hand.
"""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/performance.md"
CELLS = "Each cell: user + sys / wall clock, as ratios to a bare Python."


def replaced(text: str, name: str, content: str) -> str:
    """Return the text with other content between the two comments of a name."""
    start, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    before, found, rest = text.partition(start)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"“{start}” and “{end}” are not both there.")
    return f"{before}{start}\n\n{content.strip()}\n\n{end}{after}"


def between(text: str, name: str) -> str:
    """Return what stands between the two comments of a name."""
    return text.partition(f"<!-- {name} -->")[2].partition(f"<!-- end of {name} -->")[0].strip()


def write(name: str, content: str) -> None:
    """Write content into the page, between the two comments of a name."""
    PAGE.write_text(replaced(PAGE.read_text("utf-8"), name, content), "utf-8")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table whose columns also stand below each other in a terminal."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join(
        f"| {' | '.join(cell.ljust(w) for cell, w in zip(line, widths, strict=True))} |"
        for line in lines
    )


def machine(python: Path, bare: float, rounds: int) -> str:
    """Return the line about the machine: what the ratios depend on, and nothing about its owner."""
    code = "import platform; print(*platform.python_version_tuple()[:2], sep='.')"
    version = subprocess.run(
        [python, "-c", code], check=True, capture_output=True, text=True
    ).stdout.strip()
    system = platform.system()
    return (
        f"{os.cpu_count()} cores, {system}, Python {version}, bare Python {bare * 1000:.1f} ms"
        f" (user + sys), {rounds} rounds."
    )
