"""A record as a small TOML form to edit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from tinycrm.cli.editor.toml_writing import array, in_lines, key, quoted
from tinycrm.repeats import write_repeat
from tinycrm.services.editing.new_values import POINTS
from tinycrm.services.editing.whose_doing import WHOSE, say_from
from tinycrm.services.people.yearly_dates import dates_of
from tinycrm.services.records import (
    Contact,
    Deal,
    Feedback,
    Issue,
    Labelled,
    Note,
    Perk,
    Person,
    Record,
    Reminder,
    Win,
)
from tinycrm.services.relations.relation_labels import as_typed
from tinycrm.text import visible

_HELP = """\
# Save and close to keep your changes; without changes nothing is saved.
# To clear a field, empty it. Removing a line changes nothing{but}.
"""


_CONTACT_HELP = ", but removing the line of a date or a fact deletes it"

_Form = tuple[str, list[str]]
"""What is edited, and a line for each of its fields."""


def write_form(
    record: Record, referrer: Person | None = None, from_them: bool | None = None
) -> str:
    """Return the form of a record; that of a note says whose doing it is about."""
    title, lines = _FORMS[type(record)](record, referrer)
    if from_them is not None:
        lines.insert(2, f"from = {quoted(say_from(from_them))}   # {WHOSE}")
    but = _CONTACT_HELP if isinstance(record, Contact) else ""
    return f"# {visible(title)}\n{_HELP.format(but=but)}\n" + "\n".join(lines) + "\n"


def _contact(contact: Contact, referrer: Person | None) -> _Form:
    days: dict[str, list[str]] = {}
    for each in dates_of(contact):
        days.setdefault(each.label, []).append(quoted(str(each.day)))
    return f"{contact.name} ({contact.id})", [
        f"name = {quoted(contact.name)}",
        f"kind = {quoted(contact.kind)}   # person, organization or group",
        f"nicknames = {_texts(contact.nicknames)}",
        f"organization = {quoted(contact.organization or '')}",
        f"title = {quoted(contact.title or '')}",
        *(f"{field} = {_points(getattr(contact, field))}" for field in POINTS.values()),
        f"tags = {_texts(contact.tags)}",
        f"every = {_every(contact)}   # 4w, 30d, 3m, 1y",
        f"referred_by = {quoted(contact.referred_by or '')}{_named(referrer)}",
        f"related = {_texts(map(as_typed, contact.related))}   # spouse=Ben, child=c7",
        f"do_not_contact = {'true' if contact.do_not_contact else 'false'}",
        "",
        '[dates]   # birthday = "12-10", child = ["2015-05-01", "2018-03-02"]',
        *(f"{key(label)} = {_one_or_list(each)}" for label, each in days.items()),
        "",
        "[facts]   # coffee = flat white",
        *(f"{key(name)} = {in_lines(text)}" for name, text in contact.facts.items()),
    ]


def _note(note: Note, _referrer: Person | None) -> _Form:
    return f"Note {note.id}", [
        f"people = {_texts(each.id for each in note.contacts)}{_named(*note.contacts)}",
        f"kind = {quoted(note.kind)}",
        f"at = {quoted(note.day_and_time)}",
        f"mood = {quoted('' if note.mood is None else str(note.mood))}   # -2 to 2",
        f"tags = {_texts(note.tags)}",
        f"text = {in_lines(note.text)}",
    ]


def _reminder(reminder: Reminder, _referrer: Person | None) -> _Form:
    who = reminder.contact.name if reminder.contact else "me"
    return f"Reminder {reminder.id}: {who}", [
        f"on = {quoted(day_of(reminder))}",
        f"every = {_every(reminder)}   # 4w, 3m, 1y, 2nd tuesday, end of month",
        f"fixed = {'true' if reminder.fixed else 'false'}",
        f"text = {in_lines(reminder.text)}",
    ]


def _issue(issue: Issue, _referrer: Person | None) -> _Form:
    resolution = f"resolution = {in_lines(issue.resolution or '')}"
    state = f"state = {quoted(issue.state)}   # open: it is not resolved after all"
    return f"Issue {issue.id}: {issue.contact.name}", [
        f"on = {quoted(str(issue.on))}",
        f"text = {in_lines(issue.text)}",
        *([state, resolution] if issue.state == "resolved" else []),
    ]


def _win(win: Win, _referrer: Person | None) -> _Form:
    money = quoted(win.money.plain() if win.money else "")
    return f"Win {win.id}: {win.contact.name}", [
        f"kind = {quoted(win.kind)}   # sale, renewal, referral, review, praise or returned",
        f"on = {quoted(str(win.on))}",
        f"amount = {money}   # 450.00 EUR",
        f"because = {_texts(win.because)}   # the notes that led to it",
        f"text = {in_lines(win.text)}",
    ]


def _deal(deal: Deal, _referrer: Person | None) -> _Form:
    money = quoted(deal.money.plain() if deal.money else "")
    state = f"state = {quoted(deal.state)}   # open: it is not lost after all"
    return f"Deal {deal.id}: {deal.contact.name}", [
        f"until = {quoted(str(deal.until or ''))}",
        f"amount = {money}   # 450.00 EUR",
        f"text = {in_lines(deal.text)}",
        *([state, f"reason = {in_lines(deal.reason or '')}"] if deal.state == "lost" else []),
    ]


def _answer(answer: Feedback, _referrer: Person | None) -> _Form:
    return f"Answer {answer.id}: {answer.contact.name}", [
        f"score = {quoted('' if answer.score is None else str(answer.score))}   # 0 to 10",
        f"on = {quoted(str(answer.on))}",
        f"text = {in_lines(answer.text)}",
    ]


def _perk(perk: Perk, _referrer: Person | None) -> _Form:
    return f"Perk {perk.id}: {perk.contact.name}", [
        f"until = {quoted(str(perk.until or ''))}",
        f"text = {in_lines(perk.text)}",
    ]


_FORMS: dict[type, Callable[[Any, Person | None], _Form]] = {
    Contact: _contact,
    Note: _note,
    Reminder: _reminder,
    Issue: _issue,
    Win: _win,
    Deal: _deal,
    Feedback: _answer,
    Perk: _perk,
}


def _texts(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(quoted, texts))}]"


def _points(points: Iterable[Labelled]) -> str:
    return array(
        f"{{ label = {quoted(each.label)}, value = {quoted(each.value)} }}"
        if each.label
        else quoted(each.value)
        for each in points
    )


def _one_or_list(values: list[str]) -> str:
    return values[0] if len(values) == 1 else f"[{', '.join(values)}]"


def _every(record: Contact | Reminder) -> str:
    return quoted(write_repeat(record.every, getattr(record, "every_on", None)))


def day_of(reminder: Reminder) -> str:
    """Return the day of a reminder, with its time where it has one."""
    return " ".join(filter(None, (str(reminder.on), reminder.time)))


def _named(*people: Person | None) -> str:
    names = ", ".join(visible(each.name) for each in people if each)
    return f"   # {names}" if names else ""
