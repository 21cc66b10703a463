"""The morning as rows: every section of a briefing in one grid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tinycrm.dates import say_day
from tinycrm.services.briefing import wording
from tinycrm.services.briefing.briefing import Birthday, Briefing, Mention
from tinycrm.services.briefing.follow_ups import FollowUp
from tinycrm.services.records import Person
from tinycrm.tui.actions import key_of, keymap
from tinycrm.tui.cell_text import BLANK, Line, Span, Style, both_ends, fit, safe, wrap

NARROW = 64
"""Below so many cells a row says who and how far, nothing else."""


class BriefingRow(NamedTuple):
    """A row that can be worked on. Every text is safe to show; `about` is its words."""

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

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what tells this row from every other."""
        return (self.section, self.code, self.about)


class Heading(NamedTuple):
    """A section's name, or a sentence, with what stands at the right edge."""

    text: str
    right: str = ""
    style: Style = "head"


Item = BriefingRow | Heading


def items_of(briefing: Briefing, width: int) -> list[Item]:
    """Return the rows of a morning for a screen so many cells wide."""
    if briefing.nobody:
        return list(_beginning(width))
    items = list(_quiet(briefing, width)) if briefing.empty else []
    for title, right, found in _sections(briefing):
        if found:
            items += [*([Heading("")] if items else []), Heading(title, right), *found]
    return items


def waiting(briefing: Briefing) -> set[tuple[str, str, str]]:
    """Return the keys of the rows that are yet to be dealt with."""
    return {row.key for row in rows(briefing) if not row.ticked and row.section != "upcoming"}


def rows(briefing: Briefing) -> list[BriefingRow]:
    """Return the rows of every section."""
    return [
        row for _, _, found in _sections(briefing) for row in found if isinstance(row, BriefingRow)
    ]


def _beginning(width: int) -> Iterator[Item]:
    yield Heading("")
    yield Heading(" Nobody here yet. Three ways to begin:", style="")
    yield Heading("")
    for how, what in (
        (key_of("add", keymap()), "add somebody here and now"),
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
    for text in wrap(safe(wording.say_quiet(briefing)), width - 4):
        yield Heading(f" {text}", style="")


def _sections(briefing: Briefing) -> Iterator[tuple[str, str, list[Item]]]:
    today, totals = briefing.date, briefing.totals
    yield "Birthdays", "", [_birthday(row, today) for row in briefing.birthdays]
    owed = [_follow_up(row, today, "follow_ups") for row in briefing.follow_ups]
    right = _counts((totals.late, "late"), (totals.today, "today"))
    yield "Follow up", right, [*owed, *_more(totals.late + totals.today - len(owed))]
    mentions = [_mention(row, today) for row in briefing.issues]
    right = _counts((totals.open, "open"), (totals.resolved, "resolved"))
    yield "Mention", right, [*mentions, *_more(totals.open + totals.resolved - len(mentions))]
    yield "Coming up", "", [_follow_up(row, today, "upcoming") for row in briefing.upcoming]


def _more(count: int) -> list[Item]:
    return [Heading(f"   {count} more, as soon as these are done", style="dim")] if count else []


def _counts(*counts: tuple[int, str]) -> str:
    return ", ".join(f"{count} {word}" for count, word in counts if count)


def _birthday(row: Birthday, today: date) -> BriefingRow:
    know = ", ".join(wording.say_know(row))
    return BriefingRow(
        code=row.id,
        section="birthdays",
        who=safe(row.contact.name),
        person=row.contact,
        what=safe(" · ".join(filter(None, (wording.say_turns(row), know)))),
        day=say_day(row.on, today),
        far=wording.say_distance_of(row),
        accent=row.days == 0 and not row.greeted,
        ticked=row.greeted,
        about=row.label,
    )


def _follow_up(row: FollowUp, today: date, section: str) -> BriefingRow:
    last = wording.say_last_note(row.last_note, today)[1:] if row.reason == "cadence" else ()
    return BriefingRow(
        code=row.id,
        section=section,
        who=safe(wording.say_name(row.contact)),
        person=row.contact,
        what=safe(" · ".join((wording.say_task(row), *last))),
        day=say_day(row.on, today),
        far=wording.say_lateness_of(row),
        accent=row.days <= 0,
        about=row.text,
    )


def _mention(row: Mention, today: date) -> BriefingRow:
    times = f" · {row.times} times this year" if row.repeated else ""
    return BriefingRow(
        code=row.id,
        section="issues",
        who=safe(row.contact.name),
        person=row.contact,
        what=safe(row.text) + times,
        day=say_day(row.resolved or row.on, today),
        far=wording.say_state(row),
        about=row.text,
    )


# ── drawing ──────────────────────────────────────────────────────────────────────────────


def draw(item: Item, width: int) -> Line:
    """Return a row in so many cells."""
    if isinstance(item, Heading):
        if not item.text:
            return BLANK
        right: Line = (Span(f"{item.right} ", "dim"),) if item.right else ()
        return both_ends((Span(f" {item.text}", item.style),), right, width)
    return _wide(item, width) if width >= NARROW else _narrow(item, width)


def _wide(entry: BriefingRow, width: int) -> Line:
    quiet: Style = "dim" if entry.ticked else ""
    code, far, day = 6, 13, 11
    who = max(14, min(24, width // 5))
    what = width - who - day - far - code - 1
    return (
        Span(fit(entry.who, who - 1) + " ", quiet or "name"),
        Span(fit(entry.what, what - 2) + "  ", quiet),
        Span(fit(_aligned(entry.day), day), quiet or "dim"),
        Span(fit(entry.far, far, right=True), "accent" if entry.accent else quiet),
        Span(fit(entry.code, code, right=True) + " ", "dim"),
    )


def _narrow(entry: BriefingRow, width: int) -> Line:
    quiet: Style = "dim" if entry.ticked else ""
    who: Line = (Span(entry.who, quiet or "name"),)
    return both_ends(who, (Span(f"{entry.far} ", "accent" if entry.accent else quiet),), width)


def _aligned(day: str) -> str:
    """Return `Sun  1 Nov` for `Sun 1 Nov`, so that days stand below each other."""
    weekday, _, rest = day.partition(" ")
    return f"{weekday} {rest:>6}" if len(rest) < 7 else day
