"""Text measured in terminal cells: cut, padded, side by side.

Text from people must go through `safe` first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from rich.cells import cell_len, set_cell_size

from tinycrm.services.briefing.wording import one_line
from tinycrm.text import visible

Style = Literal["", "name", "dim", "accent", "head", "error"]


class Span(NamedTuple):
    """A piece of text in one style, safe for a terminal."""

    text: str
    style: Style = ""


Line = tuple[Span, ...]

BLANK: Line = ()

# Characters that combine emoji into one: joiners, variation selectors and skin colours. Some
# terminals draw one emoji, others its parts, which would shift the rest of the line. Without
# these characters every terminal draws the parts. Joiners between letters are kept.
_COMBINING = "\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])|\ufe0f|(?<=.)[\U0001f3fb-\U0001f3ff]"


def safe(text: str) -> str:
    """Return text from people in one line, without anything that controls a terminal."""
    shown = visible(one_line(text))
    return shown if shown.isascii() else re.sub(_COMBINING, "", shown).replace("\xad", "")


def cut(text: str, columns: int) -> str:
    """Return text in at most `columns` cells, ending in … if it was cut."""
    if cell_len(text) <= columns:
        return text
    return set_cell_size(text, max(0, columns - 1)).rstrip() + "…" if columns > 0 else ""


def fit(text: str, columns: int, *, right: bool = False) -> str:
    """Return text in exactly `columns` cells."""
    text = cut(text, columns)
    gap = " " * (columns - cell_len(text))
    return gap + text if right else text + gap


def line(*parts: str | tuple[str, Style]) -> Line:
    """Return a line made from texts and styled texts."""
    return tuple(Span(part) if isinstance(part, str) else Span(*part) for part in parts)


def length(spans: Iterable[Span]) -> int:
    """Return the width of spans in cells."""
    return sum(cell_len(span.text) for span in spans)


def both_ends(left: Line, right: Line, columns: int) -> Line:
    """Return a line with a part at each edge; if both do not fit, the left one is cut."""
    room = columns - length(right) - (1 if right else 0)
    kept = clip(left, room)
    gap = columns - length(kept) - length(right)
    return (*kept, Span(" " * max(0, gap)), *right)


def clip(spans: Line, columns: int) -> Line:
    """Return a line in at most `columns` cells."""
    kept: list[Span] = []
    for span in spans:
        room = columns - length(kept)
        if cell_len(span.text) > room:
            kept.append(Span(cut(span.text, room), span.style))
            break
        kept.append(span)
    return tuple(kept)


def wrap(text: str, columns: int) -> list[str]:
    """Return text broken at spaces into lines of at most `columns` cells."""
    lines: list[str] = []
    for word in text.split():
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= columns:
            lines[-1] += f" {word}"
            continue
        lines += _pieces(word, columns)
    return lines or [""]


def _pieces(word: str, columns: int) -> list[str]:
    pieces = []
    while cell_len(word) > columns > 1:
        pieces.append(set_cell_size(word, columns).rstrip())
        word = word[len(pieces[-1]) :]
    return [*pieces, word]
