"""One person on one screen, and the plain lists of people, notes, reminders and issues."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tinycrm.cli.render.lines import BLANK, Line, Span, both_ends, joined, paragraph, person
from tinycrm.cli.render.rows import NARROW, Row, fit, narrow, wide
from tinycrm.dates import say_day, say_distance, say_lateness
from tinycrm.services import wording
from tinycrm.services.profile import Profile
from tinycrm.services.records import Contact, Issue, Labelled, Note, Record, Reminder
from tinycrm.text import pad, visible, width

_LAST = 5


def profile_lines(profile: Profile, today: date, columns: int, *, every: bool) -> list[Line]:
    """Return the card of one person: what waits, how to reach, what to know, the past."""
    contact = profile.contact
    head = both_ends([Span(person(contact.name), "head")], [Span(contact.id, "dim")], columns)
    said = [head, *_work(contact, columns)]
    for block in (
        _waiting(profile, today, columns),
        _reach(contact, columns),
        _standing(profile, today, columns),
    ):
        if block:
            said += [BLANK, *block]
    return said + _past(profile, today, columns, every=every)


def _work(contact: Contact, columns: int) -> list[Line]:
    about = ", ".join(filter(None, (contact.title, contact.organization)))
    flags = [
        "archived" if contact.archived else "",
        "do not contact" if contact.do_not_contact else "",
        "" if contact.kind == "person" else contact.kind,
    ]
    parts = [about, ", ".join(contact.tags), *flags]
    if contact.nicknames:
        parts.insert(0, "“" + "”, “".join(contact.nicknames) + "”")
    return [[Span(line)] for line in joined((person(part) for part in parts), columns)]


# ── labelled lines ───────────────────────────────────────────────────────────────────────


def _labelled(label: str, texts: Sequence[str], columns: int, code: str = "") -> list[Line]:
    """Return lines below a label, with a code at the right edge of the first."""
    indent = 14 if columns >= NARROW else 9
    room = columns - width(code) - 2 if code else columns
    lines: list[Line] = []
    for text in texts:
        for line in paragraph(text, room if not lines else columns, indent=indent):
            lines.append(line)
    start = pad(f"  {label}" if columns >= NARROW else label, indent)
    lines[0] = [Span(start, "dim"), *lines[0][1:]]
    if code:
        lines[0] = both_ends(lines[0], [Span(code, "dim")], columns)
    return lines


def _waiting(profile: Profile, today: date, columns: int) -> list[Line]:
    lines: list[Line] = []
    for birthday in profile.birthdays:
        when = "" if birthday.days == 0 else f" {say_day(birthday.on, today)},"
        far = "" if birthday.days == 0 else f" {say_distance(birthday.days)}"
        label = "their" if birthday.contact else ""
        what = f"{label} {person(birthday.label)}{when}{far}"
        turns = wording.say_turns(birthday) if birthday.turns else ""
        last = person(wording.say_last_year(birthday.last_gesture))
        about = " · ".join(filter(None, (person(turns), last)))
        start = "Today" if birthday.days == 0 else "Soon" if birthday.days > 0 else "Belated"
        lines += _labelled(start, [f"{what}: {about}" if about else what], columns)
    for row in profile.owed:
        text = person(wording.one_line(row.text))
        when = f"{say_day(row.on, today)}, {say_lateness(row.days)}"
        lines += _labelled("Owed", [f"{text} · {when}"], columns, row.id)
    for issue in profile.mentions:
        day = say_day(issue.resolved or issue.on, today)
        state = f"resolved {day}" if issue.state == "resolved" else wording.say_state(issue)
        texts = [f"{person(wording.one_line(issue.text))} · {state}", f"“{person(issue.say)}”"]
        lines += _labelled("Mention", texts, columns, issue.id)
    return lines


def _reach(contact: Contact, columns: int) -> list[Line]:
    lines: list[Line] = []
    for label, points in (
        ("Phone", contact.phones),
        ("E-mail", contact.emails),
        ("Address", contact.addresses),
        ("Web", contact.urls),
        ("Handle", contact.handles),
    ):
        if points:
            lines += _labelled(label, [_point(point) for point in points], columns)
    if contact.facts:
        parts = (person(f"{key}: {value}") for key, value in contact.facts.items())
        indent = 14 if columns >= NARROW else 9
        lines += _labelled("Know", joined(parts, columns - indent), columns)
    return lines


def _point(point: Labelled) -> str:
    label = f"  {visible(point.label)}" if point.label else ""
    return person(point.value) + label


def _standing(profile: Profile, today: date, columns: int) -> list[Line]:
    contact, lines = profile.contact, []
    touch = []
    if contact.every:
        touch.append(contact.every.say())
    if contact.last_touch:
        ago = say_distance((contact.last_touch - today).days)
        touch.append(f"last {say_day(contact.last_touch, today)}, {ago}")
    if contact.next_due and contact.next_due > today:
        touch.append(f"next {say_day(contact.next_due, today)}")
    indent = 14 if columns >= NARROW else 9
    if touch:
        lines += _labelled("In touch", joined(touch, columns - indent), columns)
    dates = [f"birthday {_yearly(contact.birthday)}"] if contact.birthday else []
    dates += [f"{person(o.label)} {_yearly(o.day)}" for o in contact.occasions]
    if dates:
        lines += _labelled("Dates", joined(dates, columns - indent), columns)
    if profile.referrer:
        who = f"{person(profile.referrer.name)} ({profile.referrer.id})"
        lines += _labelled("Came by", [who], columns)
    if profile.brought:
        who = ", ".join(f"{person(each.name)} ({each.id})" for each in profile.brought)
        lines += _labelled("Brought", [who], columns)
    return lines


def _yearly(day: object) -> str:
    """Return `10 Dec 1815`, the year where it is known."""
    from tinycrm.rules import MONTHS, YearlyDay

    assert isinstance(day, YearlyDay)
    month = MONTHS[day.month - 1][:3].capitalize()
    return f"{day.day} {month} {day.year}" if day.year else f"{day.day} {month}"


# ── the past ─────────────────────────────────────────────────────────────────────────────


def _past(profile: Profile, today: date, columns: int, *, every: bool) -> list[Line]:
    if not profile.notes:
        return []
    shown = profile.notes if every else profile.notes[:_LAST]
    count = f"{len(shown)} of {profile.note_count}"
    title = "Notes" if every else "Last notes"
    lines = [BLANK, both_ends([Span(title, "head")], [Span(count, "dim")], columns)]
    lines += note_lines(shown, today, columns)
    if len(shown) < profile.note_count:
        more = f"All {profile.note_count}: crm show {profile.contact.id} --all"
        lines += [BLANK, [Span(more, "dim")]]
    return lines


def note_lines(
    notes: Sequence[Note], today: date, columns: int, *, with_names: bool = False
) -> list[Line]:
    """Return notes: day, kind, words, code; with the names where several people's are shown."""
    days = [say_day(note.day, today) for note in notes]
    widest = max([10, *map(width, days)])
    lines: list[Line] = []
    for note, day in zip(notes, days, strict=True):
        who = ", ".join(person(each.name) for each in note.contacts) if with_names else ""
        text = ": ".join(filter(None, (who, person(wording.one_line(note.text))))) or "—"
        if columns < NARROW:
            head = [Span(f"{day}, {note.kind}")]
            lines.append(both_ends(head, [Span(note.id, "dim")], columns))
            lines += paragraph(text, columns, indent=2)
            continue
        indent = 2 + widest + 2 + 9
        body = paragraph(text, columns - width(note.id) - 2, indent=indent)
        start = [Span(f"  {pad(day, widest)}  "), Span(pad(note.kind, 9), "dim")]
        lines.append(both_ends([*start, *body[0][1:]], [Span(note.id, "dim")], columns))
        lines += body[1:]
    return lines or [[Span("No notes yet.")]]


def reminder_lines(reminders: Sequence[Reminder], today: date, columns: int) -> list[Line]:
    """Return reminders in the grid of the morning."""
    rows = [
        Row(
            who=person(wording.say_name(each.contact)),
            what=person(wording.one_line(each.text)),
            date=say_day(each.on, today),
            far="done" if each.done_at else say_lateness((each.on - today).days),
            code=each.id,
            accent=each.on <= today,
            under=_repeats(each, today),
            ticked=each.done_at is not None,
        )
        for each in reminders
    ]
    return _grid_lines(rows, columns) or [[Span("Nothing is owed.")]]


def _repeats(each: Reminder, today: date) -> tuple[str, ...]:
    snoozed = (
        f"snoozed until {say_day(each.snoozed_until, today)}"
        if each.snoozed_until and each.snoozed_until > today
        else ""
    )
    said = " · ".join(filter(None, (each.every.say() if each.every else "", snoozed)))
    return (said,) if said else ()


def issue_lines(issues: Sequence[Issue], today: date, columns: int) -> list[Line]:
    """Return issues in the grid of the morning."""
    rows = [
        Row(
            who=person(each.contact.name),
            what=person(wording.one_line(each.text)),
            date=say_day(each.resolved or each.on, today),
            far=each.state,
            code=each.id,
            under=(person(each.resolution),) if each.resolution else (),
        )
        for each in issues
    ]
    return _grid_lines(rows, columns) or [[Span("No issue is open.")]]


def list_lines(contacts: Sequence[Contact], today: date, columns: int) -> list[Line]:
    """Return people in the grid: name, work, the last touch, the code."""
    rows = [
        Row(
            who=person(each.name),
            what=person(each.organization or _first_point(each)),
            date=say_day(each.last_touch, today) if each.last_touch else "",
            far=say_distance((each.last_touch - today).days) if each.last_touch else "never",
            code=each.id,
        )
        for each in contacts
    ]
    return _grid_lines(rows, columns)


def _first_point(contact: Contact) -> str:
    points = (*contact.emails, *contact.phones)
    return points[0].value if points else ""


def _grid_lines(rows: Sequence[Row], columns: int) -> list[Line]:
    if columns < NARROW:
        return [line for row in rows for line in narrow(row, columns)]
    grid = fit(rows, columns)
    return [line for row in rows for line in wide(row, grid)]


def record_lines(record: Record, today: date, columns: int) -> list[Line]:
    """Return one note, reminder or issue."""
    if isinstance(record, Note):
        return note_lines([record], today, columns, with_names=True)
    if isinstance(record, Reminder):
        return reminder_lines([record], today, columns)
    if isinstance(record, Issue):
        return issue_lines([record], today, columns)
    return list_lines([record], today, columns)
