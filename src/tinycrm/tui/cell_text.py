"""Text measured in terminal cells: cut, padded, side by side.

Text from people must go through `safe` first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from tinycrm.services.briefing.wording import one_line
from tinycrm.text import pad, shorten, visible, width
from tinycrm.text import wrap as text_lines

Style = Literal["", "name", "dim", "accent", "head", "error"]


class Span(NamedTuple):
    """A piece of text in one style, safe for a terminal. A click on it runs the action `click`."""

    text: str
    style: Style = ""
    click: str = ""


Line = tuple[Span, ...]

BLANK: Line = ()

MARK = 3
"""How many cells at the left edge are for ▸."""

# Characters that combine emoji into one: joiners, variation selectors and skin colours. Some
# terminals draw one emoji, others its parts, which would shift the rest of the line. Without
# these characters every terminal draws the parts. Joiners between letters are kept.
_COMBINING = "\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])|\ufe0f|(?<=.)[\U0001f3fb-\U0001f3ff]"


def safe(text: str) -> str:
    """Return text from people in one line, without anything that controls a terminal."""
    shown = visible(one_line(text))
    return shown if shown.isascii() else re.sub(_COMBINING, "", shown).replace("\xad", "")


def fit(text: str, columns: int, *, right: bool = False) -> str:
    """Return text in exactly `columns` cells."""
    text = shorten(text, columns)
    return " " * (columns - width(text)) + text if right else pad(text, columns)


def line(*parts: str | tuple[str, Style]) -> Line:
    """Return a line made from texts and styled texts."""
    return tuple(Span(part) if isinstance(part, str) else Span(*part) for part in parts)


def length(spans: Iterable[Span]) -> int:
    """Return the width of spans in cells."""
    return sum(width(span.text) for span in spans)


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
        if width(span.text) > room:
            kept.append(span._replace(text=shorten(span.text, room)))
            break
        kept.append(span)
    return tuple(kept)


def wrap(text: str, columns: int) -> list[str]:
    """Return text broken at spaces into lines of at most `columns` cells; at least one line."""
    return text_lines(text, max(1, columns)) or [""]
