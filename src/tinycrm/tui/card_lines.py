"""One person in words: the few lines below the morning, and the whole card with its past."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tinycrm.dates import say_day, say_distance
from tinycrm.days import MONTHS, YearlyDay
from tinycrm.services.briefing import wording
from tinycrm.services.briefing.profile import Profile
from tinycrm.services.records import Contact, Note
from tinycrm.tui.actions import key_of, keymap
from tinycrm.tui.cell_text import BLANK, Line, Span, both_ends, clip, safe, wrap

_LABEL = 13
_LABEL_NARROW = 10


def pane_lines(profile: Profile, today: date, width: int, height: int) -> list[Line]:
    """Return the answer to "who was that" in at most `height` lines."""
    contact = profile.contact
    if width < 64:
        return _pane_narrow(profile, today, width)[:height]
    reach = "   ".join(safe(p.value) for p in (*contact.phones[:1], *contact.emails[:1]))
    head = (Span(f" {safe(contact.name)}", "name"), Span(f"   {_work(contact)}", "dim"))
    rows = [*_waiting(profile, today), *_knowing(profile)]
    if profile.notes:
        rows.append(("Last time", _note(profile.notes[0], today), ""))
    body = [_labelled(label, text, code, width) for label, text, code in rows]
    return [both_ends(head, (Span(f"{reach} "),), width), *body[: height - 1]]


def _labelled(label: str, text: str, code: str, width: int) -> Line:
    right: Line = (Span(f"{code} ", "dim"),) if code else ()
    return both_ends((Span(f"   {label:<{_LABEL}}", "dim"), Span(text)), right, width)


def _pane_narrow(profile: Profile, today: date, width: int) -> list[Line]:
    contact = profile.contact
    rows = [text for _, text, _ in (*_waiting(profile, today), *_knowing(profile))]
    rows += [safe(p.value) for p in contact.phones[:1]]
    rows += [_note(note, today) for note in profile.notes[:1]]
    work = f" · {_work(contact)}" if _work(contact) else ""
    head: Line = (Span(f" {safe(contact.name)}", "name"), Span(work, "dim"))
    return [clip(head, width), *(clip((Span(f" {text}"),), width) for text in rows)]


def _work(contact: Contact) -> str:
    return safe(", ".join(filter(None, (contact.title, contact.organization))))


def _note(note: Note, today: date) -> str:
    return f"{wording.say_past(note.day, today)}, {note.kind}: {safe(note.text)}".rstrip(": ")


_Row = tuple[str, str, str]  # label, text, code


def _waiting(profile: Profile, today: date) -> Iterator[_Row]:
    for each in profile.birthdays:
        when = say_distance(each.days)
        what = (wording.say_turns(each), wording.say_last_year(each.last_gesture))
        said = " · ".join(filter(None, (f"{what[0]} {when}", what[1])))
        yield ("Birthday" if each.label == "birthday" else "Day"), safe(said), ""
    for row in profile.follow_ups:
        task = safe(wording.say_task(row))
        when = wording.say_lateness_of(row)
        yield "Owed", f"{task} · {say_day(row.on, today)}, {when}", row.id
    for issue in profile.mentions:
        state = f"{safe(issue.text)} · {wording.say_state(issue)}"
        yield "Mention", f"{state} · “{safe(issue.say)}”", issue.id


def _knowing(profile: Profile) -> Iterator[_Row]:
    facts = [safe(f"{key}: {value}") for key, value in profile.contact.facts.items()]
    if facts:
        yield "Know", " · ".join(facts), ""


# ── the card ─────────────────────────────────────────────────────────────────────────────


class Placed(NamedTuple):
    """A line of a card; with a code it is where a record begins, and `about` its words."""

    line: Line
    code: str = ""
    about: str = ""


def card_lines(profile: Profile, today: date, width: int) -> list[Placed]:
    """Return everything about one person, the order that of a ringing phone."""
    contact = profile.contact
    name = both_ends((Span(safe(contact.name), "head"),), (Span(contact.id, "dim"),), width)
    lines = [Placed(name, contact.id)]
    lines += [Placed((Span(text, "dim"),)) for text in _about(contact, width)]
    for block in (
        list(_waiting(profile, today)),
        [*_reach(contact), *_knowing(profile), *_days(contact)],
        list(_standing(profile, today)),
    ):
        rows = [line for row in block for line in _block(row, width)]
        lines += [Placed(BLANK), *rows] if rows else []
    return [*lines, Placed(BLANK), *_timeline(profile, today, width)]


def _about(contact: Contact, width: int) -> list[str]:
    parts = (
        _work(contact),
        safe(", ".join(f"“{each}”" for each in contact.nicknames)),
        safe(", ".join(contact.tags)),
        "do not contact" if contact.do_not_contact else "",
        "archived" if contact.archived else "",
        "" if contact.kind == "person" else contact.kind,
    )
    said = " · ".join(filter(None, parts))
    return wrap(said, width) if said else []


def _block(row: _Row, width: int) -> Iterator[Placed]:
    label, text, code = row
    indent = _LABEL_NARROW
    room = width - indent - (len(code) + 2 if code else 0)
    first, *rest = wrap(text, max(10, room))
    start: Line = (Span(f"{label:<{indent}}", "dim"), Span(first))
    yield Placed(both_ends(start, (Span(code, "dim"),) if code else (), width), code, text)
    for each in rest:
        yield Placed((Span(" " * indent), Span(each)))


def _reach(contact: Contact) -> Iterator[_Row]:
    for label, points in (
        ("Phone", contact.phones),
        ("E-mail", contact.emails),
        ("Address", contact.addresses),
        ("Web", contact.urls),
        ("Handle", contact.handles),
    ):
        for n, point in enumerate(points):
            yield "" if n else label, f"{safe(point.value)}  {safe(point.label or '')}".rstrip(), ""


def _days(contact: Contact) -> Iterator[_Row]:
    days = [f"birthday {_yearly(contact.birthday)}"] if contact.birthday else []
    days += [f"{safe(each.label)} {_yearly(each.day)}" for each in contact.occasions]
    if days:
        yield "Days", " · ".join(days), ""


def _yearly(day: YearlyDay) -> str:
    said = f"{day.day} {MONTHS[day.month - 1][:3].title()}"
    return f"{said} {day.year}" if day.year else said


def _standing(profile: Profile, today: date) -> Iterator[_Row]:
    contact = profile.contact
    said = [contact.every.say()] if contact.every else []
    if contact.last_touch:
        ago = say_distance((contact.last_touch - today).days)
        said.append(f"last {wording.say_past(contact.last_touch, today)}, {ago}")
    if contact.next_due and contact.next_due > today and not contact.do_not_contact:
        said.append(f"next {say_day(contact.next_due, today)}")
    if said:
        yield "In touch", " · ".join(said), ""
    if profile.referrer:
        yield "Came by", f"{safe(profile.referrer.name)} ({profile.referrer.id})", ""
    if profile.brought:
        who = ", ".join(f"{safe(each.name)} ({each.id})" for each in profile.brought)
        yield "Brought", who, ""


def _timeline(profile: Profile, today: date, width: int) -> Iterator[Placed]:
    if not profile.notes:
        key = key_of("log", keymap())
        said = f"Nothing noted yet. {key} writes the first note."
        yield from (Placed((Span(text, "dim"),)) for text in wrap(said, width))
        return
    shown, total = len(profile.notes), profile.note_count
    count = f"{total}" if shown == total else f"{shown} of {total}"
    yield Placed(both_ends((Span("Notes", "head"),), (Span(count, "dim"),), width))
    for note in profile.notes:
        yield from _entry(note, profile.contact, today, width)


def _entry(note: Note, contact: Contact, today: date, width: int) -> Iterator[Placed]:
    """Return a note below its day and kind, and with whom else it was."""
    others = [safe(each.name) for each in note.contacts if each.id != contact.id]
    with_ = f" · with {', '.join(others)}" if others else ""
    head: Line = (
        Span(wording.say_past(note.day, today), "name"),
        Span(f" · {note.kind}{with_}", "dim"),
    )
    yield Placed(both_ends(head, (Span(note.id, "dim"),), width), note.id)
    for text in _paragraphs(note.text, width - 2):
        yield Placed((Span(f"  {text}"),))


def _paragraphs(text: str, width: int) -> Iterator[str]:
    for paragraph in text.splitlines():
        if paragraph.strip():
            yield from wrap(safe(paragraph), width)
