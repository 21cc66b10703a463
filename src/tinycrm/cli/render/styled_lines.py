"""Lines of styled spans: the text of a screen, before it is given colours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from tinycrm.cli.terminal import typography
from tinycrm.text import pad, sentences, visible, width, wrap
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Style = Literal["", "name", "dim", "accent", "head"]


NARROW = 72
"""On fewer columns a row is a name and code, with its lines indented below."""


class Span(NamedTuple):
    """A piece of text in one style. The text is safe for a terminal."""

    text: str
    style: Style = ""


Line = list[Span]

BLANK: Line = []


def person(text: str) -> str:
    """Return text from people, safe to show, with the characters that will be printed."""
    return typography(visible(text))


def aligned(day: str) -> str:
    """Return `Sun  1 Nov` for `Sun 1 Nov`, so that dates line up."""
    parts = day.split(" ")
    return " ".join([parts[0], parts[1].rjust(2), *parts[2:]]) if len(parts) > 1 else day


def text_of(line: Iterable[Span]) -> str:
    """Return the text of a line."""
    return "".join(span.text for span in line)


def both_ends(left: Sequence[Span], right: Sequence[Span], columns: int) -> Line:
    """Return a line with one part at each edge, at least a space between them."""
    gap = columns - width(text_of(left)) - width(text_of(right))
    return [*left, Span(" " * max(1, gap)), *right] if right else list(left)


def headed(
    text: str, right: str, columns: int, *, style: Style = "", indent: int = 0
) -> list[Line]:
    """Return a text with a dim part at the right edge of its first line.

    If both are too long for one line the text wraps, with later lines indented; a right part
    longer than half of the line goes below.
    """
    fits = width(text) + 1 + width(right) <= columns
    if not right or (not fits and width(right) > columns // 2):
        return paragraph(text, columns, hanging=indent, style=style) + (
            paragraph(right, columns, indent=2, style="dim") if right else []
        )
    first, *rest = paragraph(text, columns - width(right) - 1, hanging=indent, style=style)
    return [both_ends(first, [Span(right, "dim")], columns), *rest]


def paragraph(
    text: str, columns: int, *, indent: int = 0, style: Style = "", hanging: int | None = None
) -> list[Line]:
    """Return a text as indented lines; `hanging` is the indent of later lines if it differs."""
    later = indent if hanging is None else hanging
    first, *rest = wrap(text, columns - indent) or [""]
    if rest and later != indent:
        rest = wrap(" ".join(rest), columns - later)
    return [
        [Span(" " * indent), Span(first, style)],
        *([Span(" " * later), Span(line, style)] for line in rest),
    ]


def beside(columns: Sequence[tuple[list[Span], int]]) -> list[Line]:
    """Return columns side by side, each of the given width.

    A column is a list of spans, one per line. A line ends with its last span.
    """
    height = max(len(spans) for spans, _ in columns)
    lines = []
    for n in range(height):
        line: Line = []
        blank = 0
        for spans, size in columns:
            if n >= len(spans):
                blank += size
                continue
            if blank:
                line.append(Span(" " * blank))
                blank = 0
            line.append(Span(pad(spans[n].text, size), spans[n].style))
        lines.append(line)
    return lines


def joined(
    parts: Iterable[str],
    columns: int,
    sign: str = " · ",
    *,
    fill: Callable[[str, int], list[str]] = wrap,
) -> list[str]:
    """Return parts joined by a sign, broken between parts where a line would be too long.

    `fill` breaks a part that is itself too long.
    """
    lines: list[str] = []
    for part in filter(None, parts):
        if lines and width(lines[-1] + sign + part) <= columns:
            lines[-1] += sign + part
        else:
            lines += fill(part, columns)
    return lines


def by_sentence(text: str, columns: int) -> list[str]:
    """Return text wrapped, if possible before a sentence or a quotation."""
    return joined(sentences(text, ".!?…:"), columns, " ")
