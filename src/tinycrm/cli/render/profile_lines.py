"""One contact on one screen, in the order needed in a phone call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tinycrm.cli.render.note_lines import note_lines
from tinycrm.cli.render.styled_lines import (
    BLANK,
    NARROW,
    Line,
    Span,
    both_ends,
    headed,
    joined,
    paragraph,
    person,
)
from tinycrm.services.briefing.card_rows import CardRow, card_of, say_past_title
from tinycrm.services.briefing.profile import Profile
from tinycrm.text import pad, width

_LAST = 5


def profile_lines(profile: Profile, today: date, columns: int, *, every: bool) -> list[Line]:
    """Return the card of one contact: what is due, contact points, facts, the past."""
    card = card_of(profile, today)
    lines = headed(person(card.name), card.code, columns, style="head", indent=2)
    lines += [[Span(line)] for line in joined(map(person, card.about), columns)]
    for block in card.blocks:
        lines += [BLANK, *(line for row in block for line in _row_lines(row, columns))]
    return lines + _past(profile, today, columns, every=every)


# ── labelled lines ───────────────────────────────────────────────────────────────────────


def _indent(columns: int) -> int:
    return 14 if columns >= NARROW else 9


def _label(label: str, columns: int) -> Span:
    return Span(pad(f"  {label}" if columns >= NARROW else label, _indent(columns)), "dim")


def _row_lines(row: CardRow, columns: int) -> list[Line]:
    if row.points:
        return _points(row.label, row.points, columns)
    parts = [person(part) for part in row.parts]
    if parts and columns < NARROW:
        parts[-1] += row.tail
    under = (person(row.under),) if row.under else ()
    return _labelled(row.label, columns, parts, under, code=row.code, sign=row.sign)


def _labelled(
    label: str, columns: int, *texts: Iterable[str], code: str = "", sign: str = " · "
) -> list[Line]:
    """Return texts one below the other beside a label, a code at the right edge of the first.

    A text is a list of parts joined by a sign, broken between them where it is too long.
    """
    indent = _indent(columns)
    beside = width(code) + 2 if code else 0
    lines: list[str] = []
    for parts in texts:
        lines += joined(parts, columns - indent - (0 if lines else beside), sign)
    first, *rest = lines or [""]
    start: Line = [_label(label, columns), Span(first)]
    if code:
        start = both_ends(start, [Span(code, "dim")], columns)
    return [start, *([Span(" " * indent), Span(line)] for line in rest)]


def _points(label: str, points: Sequence[tuple[str, str]], columns: int) -> list[Line]:
    """Return contact points one below the other, each followed by its own label.

    On a narrow screen a short own label replaces the label of the row: `Mobile`, `Office`.
    """
    indent = _indent(columns)
    lines: list[Line] = []
    pairs = [(person(value), person(own)) for value, own in points]
    widest = max((width(value) for value, own in pairs if own), default=0)
    for n, (value, own) in enumerate(pairs):
        replaces = columns < NARROW and 0 < width(own) < indent
        start = own.capitalize() if replaces else "" if n else label
        behind = "" if replaces else own
        first: Line = [_label(start, columns), Span(pad(value, widest)), Span(f"  {behind}", "dim")]
        if indent + max(width(value), widest) + 2 + width(behind) <= columns:
            lines.append(first if behind else [first[0], Span(value)])
        else:
            lines += _labelled(start, columns, (value,), (behind,))
    return lines


# ── the past ─────────────────────────────────────────────────────────────────────────────


def _past(profile: Profile, today: date, columns: int, *, every: bool) -> list[Line]:
    code, total = profile.contact.id, profile.note_count
    if not total:
        return [BLANK, *paragraph(f"No notes yet: crm log {code}", columns, style="dim")]
    shown = profile.notes if every else profile.notes[:_LAST]
    is_all = len(shown) == total
    title, count = say_past_title(len(shown), total)
    lines = [BLANK, *headed(title, count, columns, style="head")]
    lines += note_lines(shown, today, columns, of=code, whole=every)
    if not is_all:
        more = f"All {total}: crm show {code} --all"
        lines += [BLANK, *paragraph(more, columns, style="dim")]
    return lines
