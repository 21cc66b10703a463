"""A record as a small TOML form to edit."""

from __future__ import annotations

from collections.abc import Iterable

from tinycrm.cli.editor.toml_writing import array, in_lines, key, quoted
from tinycrm.services.editing.new_values import POINTS
from tinycrm.services.records import Contact, Issue, Labelled, Note, Person, Record, Reminder
from tinycrm.text import visible

_HELP = """\
# Save and close to keep your changes; without changes nothing is saved.
# To clear a field, empty it. Removing a line changes nothing{but}.
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
    but = (
        ", but removing the line of a date or a fact deletes it"
        if isinstance(record, Contact)
        else ""
    )
    return f"# {visible(title)}\n{_HELP.format(but=but)}\n" + "\n".join(lines) + "\n"


def _contact_lines(contact: Contact, referrer: Person | None) -> list[str]:
    days = [("birthday", contact.birthday)] if contact.birthday else []
    days += [(each.label, each.day) for each in contact.occasions]
    return [
        f"name = {quoted(contact.name)}",
        f"kind = {quoted(contact.kind)}   # person, organization or group",
        f"nicknames = {_texts(contact.nicknames)}",
        f"organization = {quoted(contact.organization or '')}",
        f"title = {quoted(contact.title or '')}",
        *(f"{field} = {_points(getattr(contact, field))}" for field in POINTS.values()),
        f"tags = {_texts(contact.tags)}",
        f"every = {_every(contact)}   # 4w, 30d, 3m, 1y",
        f"referred_by = {quoted(contact.referred_by or '')}{_named(referrer)}",
        f"do_not_contact = {'true' if contact.do_not_contact else 'false'}",
        "",
        "[dates]   # birthday = 12-10, anniversary = 2011-05-14",
        *(f"{key(label)} = {quoted(str(day))}" for label, day in days),
        "",
        "[facts]   # coffee = flat white",
        *(f"{key(name)} = {in_lines(text)}" for name, text in contact.facts.items()),
    ]


def _note_lines(note: Note) -> list[str]:
    return [
        f"people = {_texts(each.id for each in note.contacts)}{_named(*note.contacts)}",
        f"kind = {quoted(note.kind)}",
        f"at = {quoted(note.at)}",
        f"mood = {quoted('' if note.mood is None else str(note.mood))}   # -2 to 2",
        f"tags = {_texts(note.tags)}",
        f"text = {in_lines(note.text)}",
    ]


def _reminder_lines(reminder: Reminder) -> list[str]:
    return [
        f"on = {quoted(day_of(reminder))}",
        f"every = {_every(reminder)}   # 4w, 30d, 3m, 1y",
        f"fixed = {'true' if reminder.fixed else 'false'}",
        f"text = {in_lines(reminder.text)}",
    ]


def _issue_lines(issue: Issue) -> list[str]:
    resolution = f"resolution = {in_lines(issue.resolution or '')}"
    return [
        f"on = {quoted(str(issue.on))}",
        f"text = {in_lines(issue.text)}",
        *([resolution] if issue.state == "resolved" else []),
    ]


def _texts(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(quoted, texts))}]"


def _points(points: Iterable[Labelled]) -> str:
    return array(
        f"{{ label = {quoted(each.label)}, value = {quoted(each.value)} }}"
        if each.label
        else quoted(each.value)
        for each in points
    )


def _every(record: Contact | Reminder) -> str:
    return quoted(str(record.every) if record.every else "")


def day_of(reminder: Reminder) -> str:
    """Return the day of a reminder, with its time where it has one."""
    return " ".join(filter(None, (str(reminder.on), reminder.time)))


def _named(*people: Person | None) -> str:
    names = ", ".join(visible(each.name) for each in people if each)
    return f"   # {names}" if names else ""
