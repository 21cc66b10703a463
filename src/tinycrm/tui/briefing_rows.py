"""The briefing as rows: all its sections in one grid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tinycrm.services.briefing.briefing import Briefing
from tinycrm.services.briefing.section_rows import Section, SectionRow
from tinycrm.services.briefing.sections import BEGINNING, say_quiet, sections_of
from tinycrm.services.records import Person
from tinycrm.tui.actions import key_of, keymap
from tinycrm.tui.cell_text import BLANK, Line, Span, Style, both_ends, fit, safe, wrap

NARROW = 64
"""On fewer cells a row shows only who and how far."""


class BriefingRow(NamedTuple):
    """A row that can be selected. Every text is safe to show; `about` is its text.

    `room` is the width of the column for `far`, which all rows share.
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


Item = BriefingRow | Heading


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
    room = max([13, *(len(each.far) + 1 for each in items if isinstance(each, BriefingRow))])
    return [each._replace(room=room) if isinstance(each, BriefingRow) else each for each in items]


_MORE = {
    "birthdays": ": crm today --all, in a shell",
    "follow_ups": ", as soon as these are done",
    "issues": ", as soon as these are done",
    "thanks": ", as soon as these are done",
    "upcoming": ": crm today --all, in a shell",
}


def waiting(briefing: Briefing) -> set[tuple[str, str, str]]:
    """Return the keys of the rows that are still to be done."""
    return {row.key for row in rows(briefing) if not row.ticked and row.section != "upcoming"}


def rows(briefing: Briefing) -> list[BriefingRow]:
    """Return the rows of every section."""
    return [_row(section, row) for section in sections_of(briefing) for row in section.rows]


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
        if width >= NARROW + 12:
            yield Heading(f"   {how:<26} {what}", style="")
        else:
            yield Heading(f"   {how}", style="")
            for text in wrap(what, width - 8):
                yield Heading(f"     {text}", style="dim")


def _quiet(briefing: Briefing, width: int) -> Iterator[Item]:
    yield Heading("")
    for text in wrap(safe(say_quiet(briefing)), width - 4):
        yield Heading(f" {text}", style="")


# ── drawing ──────────────────────────────────────────────────────────────────────────────


def draw(item: Item, width: int) -> Line:
    """Return a row in `width` cells."""
    if isinstance(item, Heading):
        if not item.text:
            return BLANK
        right: Line = (Span(f"{item.right} ", "dim"),) if item.right else ()
        return both_ends((Span(f" {item.text}", item.style),), right, width)
    return _wide(item, width) if width >= NARROW else _narrow(item, width)


def _wide(entry: BriefingRow, width: int) -> Line:
    ticked: Style = "dim" if entry.ticked else ""
    code, far, day = 6, entry.room, 11
    who = max(14, min(24, width // 5))
    what = width - who - day - far - code - 1
    return (
        Span(fit(entry.who, who - 1) + " ", ticked or "name"),
        Span(fit(entry.what, what - 2) + "  ", ticked),
        Span(fit(_aligned(entry.day), day), ticked or "dim"),
        Span(fit(entry.far, far, right=True), "accent" if entry.accent else ticked),
        Span(fit(entry.code, code, right=True) + " ", "dim"),
    )


def _narrow(entry: BriefingRow, width: int) -> Line:
    ticked: Style = "dim" if entry.ticked else ""
    who: Line = (Span(entry.who, ticked or "name"),)
    return both_ends(who, (Span(f"{entry.far} ", "accent" if entry.accent else ticked),), width)


def _aligned(day: str) -> str:
    """Return `Sun  1 Nov` for `Sun 1 Nov`, so that dates line up."""
    weekday, _, rest = day.partition(" ")
    return f"{weekday} {rest:>6}" if len(rest) < 7 else day
