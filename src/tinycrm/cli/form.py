"""A record as a small form to be edited, in TOML."""

from __future__ import annotations

from collections.abc import Iterable

from tinycrm.cli import toml
from tinycrm.services.changes import POINTS
from tinycrm.services.records import Contact, Issue, Labelled, Note, Person, Record, Reminder
from tinycrm.text import visible

_HELP = """\
# Save and close to keep your changes; leave all as it is to change nothing.
# To clear a field, empty it. A line taken out changes nothing{but}.
"""


def write_form(record: Record, referrer: Person | None = None) -> str:
    """Return the form of a record."""
    if isinstance(record, Contact):
        title, lines = f"{record.name} ({record.id})", _contact_lines(record, referrer)
    elif isinstance(record, Note):
        title, lines = f"Note {record.id}", _note_lines(record)
    elif isinstance(record, Reminder):
        who = record.contact.name if record.contact else "me"
        title, lines = f"Reminder {record.id}: {who}", _reminder_lines(record)
    else:
        title, lines = f"Issue {record.id}: {record.contact.name}", _issue_lines(record)
    but = ", but a date or a fact goes with its line" if isinstance(record, Contact) else ""
    return f"# {visible(title)}\n{_HELP.format(but=but)}\n" + "\n".join(lines) + "\n"


def _contact_lines(contact: Contact, referrer: Person | None) -> list[str]:
    days = [("birthday", contact.birthday)] if contact.birthday else []
    days += [(each.label, each.day) for each in contact.occasions]
    return [
        f"name = {toml.quoted(contact.name)}",
        f"kind = {toml.quoted(contact.kind)}   # person, organization or group",
        f"nicknames = {_texts(contact.nicknames)}",
        f"organization = {toml.quoted(contact.organization or '')}",
        f"title = {toml.quoted(contact.title or '')}",
        *(f"{field} = {_points(getattr(contact, field))}" for field in POINTS.values()),
        f"tags = {_texts(contact.tags)}",
        f"every = {_every(contact)}   # 4w, 30d, 3m, 1y",
        f"referred_by = {toml.quoted(contact.referred_by or '')}{_named(referrer)}",
        f"do_not_contact = {'true' if contact.do_not_contact else 'false'}",
        "",
        "[dates]   # birthday = 12-10, anniversary = 2011-05-14",
        *(f"{toml.key(label)} = {toml.quoted(str(day))}" for label, day in days),
        "",
        "[facts]   # coffee = flat white",
        *(f"{toml.key(name)} = {toml.in_lines(text)}" for name, text in contact.facts.items()),
    ]


def _note_lines(note: Note) -> list[str]:
    return [
        f"people = {_texts(each.id for each in note.contacts)}{_named(*note.contacts)}",
        f"kind = {toml.quoted(note.kind)}",
        f"at = {toml.quoted(note.at)}",
        f"mood = {toml.quoted('' if note.mood is None else str(note.mood))}   # -2 to 2",
        f"tags = {_texts(note.tags)}",
        f"text = {toml.in_lines(note.text)}",
    ]


def _reminder_lines(reminder: Reminder) -> list[str]:
    return [
        f"on = {toml.quoted(day_of(reminder))}",
        f"every = {_every(reminder)}   # 4w, 30d, 3m, 1y",
        f"fixed = {'true' if reminder.fixed else 'false'}",
        f"text = {toml.in_lines(reminder.text)}",
    ]


def _issue_lines(issue: Issue) -> list[str]:
    resolution = f"resolution = {toml.in_lines(issue.resolution or '')}"
    return [
        f"on = {toml.quoted(str(issue.on))}",
        f"text = {toml.in_lines(issue.text)}",
        *([resolution] if issue.state == "resolved" else []),
    ]


def _texts(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(toml.quoted, texts))}]"


def _points(points: Iterable[Labelled]) -> str:
    return toml.array(
        f"{{ label = {toml.quoted(each.label)}, value = {toml.quoted(each.value)} }}"
        if each.label
        else toml.quoted(each.value)
        for each in points
    )


def _every(record: Contact | Reminder) -> str:
    return toml.quoted(str(record.every) if record.every else "")


def day_of(reminder: Reminder) -> str:
    """Return the day of a reminder, with its time where it has one."""
    return " ".join(filter(None, (str(reminder.on), reminder.time)))


def _named(*people: Person | None) -> str:
    names = ", ".join(visible(each.name) for each in people if each)
    return f"   # {names}" if names else ""
