"""The briefing as rows: all its sections in one grid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tinycrm.services.briefing.briefing import Briefing
from tinycrm.services.briefing.section_rows import Section, SectionRow
from tinycrm.services.briefing.sections import BEGINNING, say_quiet, sections_of
from tinycrm.services.records import Person
from tinycrm.text import width as width_of
from tinycrm.tui.actions import key_of, keymap
from tinycrm.tui.cell_text import BLANK, MARK, Line, Span, Style, both_ends, clip, fit, safe, wrap

NARROW = 50
"""On fewer cells a row shows who and how far, and what is to be done on a line below."""

_ROOMY = 72
"""From this many cells on a row shows its date and code too."""

_WIDEST = 104
"""The grid is never wider, so that the words of a row are not far from its date."""


class BriefingRow(NamedTuple):
    """A row that can be selected. Every text is safe to show; `about` is its text.

    `is_over` says that its issue is resolved.

    `name_room` and `room` are the widths of the columns for `who` and `far`, which all rows share.
    """

    code: str
    section: str
    who: str
    person: Person | None
    what: str
    day: str
    far: str
    accent: bool = False
    ticked: bool = False
    about: str = ""
    is_over: bool = False
    name_room: int = 18
    room: int = 13

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what distinguishes this row from every other."""
        return (self.section, self.code, self.about)


class Heading(NamedTuple):
    """The title of a section or a sentence, with a text at the right edge."""

    text: str
    right: str = ""
    style: Style = "head"


class Below(NamedTuple):
    """The second line of the row above it, on a narrow screen."""

    text: str


Item = BriefingRow | Heading | Below


def items_of(briefing: Briefing, width: int) -> list[Item]:
    """Return the rows of a briefing for a screen of `width` cells."""
    if briefing.nobody:
        return list(_beginning(width))
    items = list(_quiet(briefing, width)) if briefing.empty else []
    for section in sections_of(briefing):
        items += [Heading("")] if items else []
        items.append(Heading(section.title, section.summary))
        items += [_row(section, row) for row in section.rows]
        if section.hidden:
            items.append(Heading(f"   {section.hidden} more{_MORE[section.key]}", style="dim"))
    return list(_below(_in_columns(items)) if width - MARK < NARROW else _in_columns(items))


def _in_columns(items: Sequence[Item]) -> list[Item]:
    """Return the items with columns as wide as their texts need."""
    found = [each for each in items if isinstance(each, BriefingRow)]
    far = max([13, *(len(each.far) + 1 for each in found)])
    who = max([14, *(width_of(each.who) + 2 for each in found)])
    return [
        each._replace(room=far, name_room=who) if isinstance(each, BriefingRow) else each
        for each in items
    ]


def _below(items: Sequence[Item]) -> Iterator[Item]:
    """Yield the items, and below each row what is to be done; a birthday is only to be seen."""
    for each in items:
        yield each
        if isinstance(each, BriefingRow) and each.what and each.section != "birthdays":
            yield Below(each.what)


_MORE = {
    "birthdays": ": crm today --all, in a shell",
    "follow_ups": ", as soon as these are done",
    "issues": ", as soon as these are done",
    "thanks": ", as soon as these are done",
    "upcoming": ": crm today --all, in a shell",
}


_NOT_DUE = ("upcoming", "suggestion")


def waiting(items: Iterable[Item]) -> set[tuple[str, str, str]]:
    """Return the keys of the rows that are still to be done."""
    rows = (each for each in items if isinstance(each, BriefingRow))
    return {row.key for row in rows if not row.ticked and row.section not in _NOT_DUE}


def _row(section: Section, row: SectionRow) -> BriefingRow:
    return BriefingRow(
        code=row.code,
        section=section.key,
        who=safe(row.who),
        person=row.person,
        what=safe(" · ".join(filter(None, (row.what, row.tried, row.beside)))),
        day=row.day,
        far=row.far,
        accent=row.accent,
        ticked=row.ticked,
        about=row.about,
        is_over=getattr(row.item, "state", "") == "resolved",
    )


def _beginning(width: int) -> Iterator[Item]:
    yield Heading("")
    yield Heading(f" {BEGINNING}", style="")
    yield Heading("")
    for how, what in (
        (key_of("add", keymap()), "add a person"),
        ("crm import contacts.vcf", "in a shell: people from an address book"),
        ("crm demo tui", "in a shell: a full morning with sample people"),
    ):
        if width >= _ROOMY + MARK:
            yield Heading(f"   {how:<26} {what}", style="")
        else:
            yield Heading(f"   {how}", style="")
            for text in wrap(what, width - 8):
                yield Heading(f"     {text}", style="dim")


def _quiet(briefing: Briefing, width: int) -> Iterator[Item]:
    yield Heading("")
    for text in wrap(safe(say_quiet(briefing)), min(width, _WIDEST) - 4):
        yield Heading(f" {text}", style="")


# ── drawing ──────────────────────────────────────────────────────────────────────────────


def draw(item: Item, width: int) -> Line:
    """Return a row in `width` cells."""
    if isinstance(item, Below):
        return clip((Span(f"     {item.text}", "dim"),), width)
    if isinstance(item, Heading):
        if not item.text:
            return BLANK
        right: Line = (Span(f"{item.right} ", "dim"),) if item.right else ()
        return both_ends((Span(f" {item.text}", item.style),), right, min(width, _WIDEST + MARK))
    if width >= _ROOMY:
        return _wide(item, min(width, _WIDEST))
    return _medium(item, width) if width >= NARROW else _narrow(item, width)


def _wide(entry: BriefingRow, width: int) -> Line:
    ticked: Style = "dim" if entry.ticked else ""
    code, far, day = 6, entry.room, 11
    who = min(entry.name_room, width // 4)
    what = width - who - day - far - code - 1
    return (
        *_words(entry, who, what - 2, ticked),
        Span("  "),
        Span(fit(_aligned(entry.day), day), ticked or "dim"),
        Span(fit(entry.far, far, right=True), "accent" if entry.accent else ticked),
        Span(fit(entry.code, code, right=True) + " ", "dim"),
    )


def _medium(entry: BriefingRow, width: int) -> Line:
    """Return a row without its date and code."""
    ticked: Style = "dim" if entry.ticked else ""
    who = min(entry.name_room, width // 3)
    far = fit(entry.far, entry.room, right=True)
    return (
        *_words(entry, who, width - who - entry.room - 1, ticked),
        Span(f"{far} ", "accent" if entry.accent else ticked),
    )


def _words(entry: BriefingRow, who: int, what: int, ticked: Style) -> Line:
    """Return name and text in `who` and `what` cells; without a text the name has both."""
    if not entry.what:
        return (Span(fit(entry.who, who + what), ticked or "name"),)
    return (
        Span(fit(entry.who, who - 1) + " ", ticked or "name"),
        Span(fit(entry.what, what), ticked),
    )


def _narrow(entry: BriefingRow, width: int) -> Line:
    ticked: Style = "dim" if entry.ticked else ""
    who: Line = (Span(entry.who, ticked or "name"),)
    return both_ends(who, (Span(f"{entry.far} ", "accent" if entry.accent else ticked),), width)


def _aligned(day: str) -> str:
    """Return `Sun  1 Nov` for `Sun 1 Nov`, so that dates line up."""
    weekday, _, rest = day.partition(" ")
    return f"{weekday} {rest:>6}" if len(rest) < 7 else day
