"""The words of a row, the same in both front ends: plain text, not yet safe for a terminal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tinycrm.dates import say_distance, say_full_day, say_lateness, say_past
from tinycrm.rules import GESTURES
from tinycrm.text import excerpt as excerpt  # noqa: PLC0414  # these words are used under both names

TYPE_CHECKING = False
if TYPE_CHECKING:  # `add` and `log` do not need the briefing: saves 5 ms
    from typing import Any

    from tinycrm.services.activity.glances import Glance
    from tinycrm.services.briefing.follow_ups import FollowUp
    from tinycrm.services.briefing.reasons import Birthday, Mention
    from tinycrm.services.briefing.row_results import RowResult
    from tinycrm.services.care.care_words import Latest
    from tinycrm.services.outcomes.thanks import Thanks
    from tinycrm.services.records import Contact, Deal, Issue, Made, Note, Person, Record, Reminder

_DID = {
    "talk": "you talked",
    "call": "you called",
    "email": "you wrote",
    "message": "you wrote",
    "meeting": "you met",
    "visit": "you visited",
    "support": "you helped",
    "social": "you congratulated",
    "thanks": "you said thanks",
    "gift": "you gave a gift",
    "greeting": "you sent greetings",
    "intro": "you introduced someone",
    "favour": "you did a favour",
    "apology": "you apologised",
}


def say_name(person: Person | None) -> str:
    """Return the name in a row, `(me)` for the user's own rows."""
    return person.name if person else "(me)"


def say_turns(row: Birthday) -> str:
    """Return what an occasion is: `turns 40`, `turned 40`, `birthday`, `wedding, 5 years`."""
    if row.label == "birthday":
        if not row.turns:
            return "birthday" if row.turns is None else "born"
        return f"{'turned' if row.days < 0 else 'turns'} {row.turns}"
    if not row.turns:
        return row.label
    return f"{row.label}, {row.turns} year{'' if row.turns == 1 else 's'}"


def say_thanks(row: Thanks) -> str:
    """Return what somebody is thanked for: `brought Ewa Lis`, `for “a jar of honey”`."""
    if row.brought:
        return f"brought {row.brought.name}"
    return f"for “{excerpt(row.text)}”" if row.text.strip() else "for a present"


def say_know(row: Birthday) -> tuple[str, ...]:
    """Return the facts for a greeting: `coffee flat white`, `daughter Ida, 7`."""
    return tuple(one_line(f"{key} {value}") for key, value in row.facts.items())


def say_last_year(glance: Glance | None) -> str:
    """Return what was done last year: `last year you called`; for gestures also the text."""
    if glance is None:
        return ""
    words = excerpt(glance.text) if glance.kind in GESTURES else ""
    return f"last year {_DID[glance.kind]}" + (f": “{words}”" if words else "")


def say_last_note(glance: Glance | None, today: date) -> tuple[str, ...]:
    """Return the last note: `last: 19 Oct, meeting`, `“moving offices in December”`."""
    if glance is None:
        return ()
    day = say_past(glance.on, today)
    day = day if glance.on.year != today.year else day.split(" ", 1)[1]
    words = excerpt(glance.text)
    return (f"last: {day}, {glance.kind}", *([f"“{words}”"] if words else []))


def say_when(day: str, far: str) -> str:
    """Return date and distance in one: `Sat 21 Nov, 2 days ago`, or just `today`."""
    return far if far == "today" else ", ".join(filter(None, (day, far)))


def say_task(row: FollowUp) -> str:
    """Return the text of a follow-up, with the value of a deal.

    A reminder's time of day is added if it is not late.
    """
    time = f" · {row.time}" if row.time and row.days >= 0 else ""
    value = f" · {row.money.say()}" if row.money else ""
    return f"{one_line(row.text)}{time}{value}"


def say_distance_of(row: Birthday) -> str:
    """Return how far away an occasion is: `2 days ago`, `today`; `greeted` if it is closed."""
    return "greeted" if row.greeted else say_distance(row.days)


def say_lateness_of(row: FollowUp) -> str:
    """Return how late a row is: `10 days late`, `2.3 times overdue`, `today`, `in 4 days`.

    A cadence is said in its intervals once a whole one was missed: until then, and for every
    day, the days say as much.
    """
    if row.overdue is None or row.every is None or not 1 < row.every.days() <= -row.days:
        return say_lateness(row.days)
    return f"{row.overdue:.{0 if row.overdue >= 10 else 1}f} times overdue"


def say_state(row: Mention) -> str:
    """Return the state of an issue: `open 4 days`, `open today`, `resolved`."""
    if row.state == "resolved":
        return "resolved"
    if row.days == 0:
        return "open today"
    return f"open {-row.days} day{'' if row.days == -1 else 's'}"


# ── what was done ────────────────────────────────────────────────────────────────────────


def say_settled(each: RowResult) -> str:
    """Return the result for a code: `r12 done · Hanna Weiß, is the contract signed?`."""
    if each.about:
        about = one_line(each.about)
    elif each.row[0] == "c" and each.was != "contacted":  # it is due as it was
        about = _cadence_result(each.record)
    else:
        about = _RESULTS[each.row[0]](each.record)
    row = f" ({each.row})" if each.row != each.id else ""
    return f"{each.id} {each.was} · {about}{row}"


def say_follows(each: RowResult) -> tuple[str, ...]:
    """Return what a code led to: `logged as n40`, `again Mon 7 Dec 2026: r13`."""
    parts = [f"logged as {each.logged.id}"] if each.logged else []
    if each.successor:
        parts.append(f"again {say_full_day(each.successor.on)}: {each.successor.id}")
    return (*parts, each.hint) if each.hint else tuple(parts)


def _cadence_result(contact: Any) -> str:
    """Return the row of a cadence: `Ada, every 4 weeks, due Mon 16 Nov 2026`."""
    if not contact.every:
        return str(contact.name)
    return f"{contact.name}, {contact.every.say()}, due {say_full_day(contact.next_due)}"


def _contact_result(contact: Contact) -> str:
    due = f", next due {say_full_day(contact.next_due)}" if contact.next_due else ""
    return f"{contact.name}{due}"


def _text_result(record: Reminder | Issue | Deal) -> str:
    return f"{say_name(record.contact)}, {one_line(record.text)}"


_RESULTS: dict[str, Callable[[Any], str]] = {
    "c": _contact_result,
    "r": _text_result,
    "i": _text_result,
    "p": _text_result,
    "d": _text_result,
}
"""By the letter of a code instead of the record's class: `list` imports no records."""


def say_made(made: Made, today: date) -> str:
    """Return the contact and date of a record: `call with Ada Lovelace (c3), Mon 23 Nov 2026`.

    Of a reminder and an issue also the words: they say that these were not taken for a day.
    """
    return _MADE[made.record.id[0]](made, made.record, today)


def say_made_alone(made: Made, today: date) -> str:
    """Return the same with the record's code and text, where nothing else shows them."""
    summary = say_made(made, today)
    if made.record.id[0] == "c":  # name and code are in the summary
        return summary
    text = one_line(getattr(made.record, "text", "")) if made.record.id[0] == "n" else ""
    return " · ".join(filter(None, (f"{made.record.id} {summary}", text)))


def _made_contact(made: Made, contact: Contact, today: date) -> str:
    what = "added" if made.created else "updated" if made.batch else "already exists"
    return f"{contact.name} ({contact.id}) {what}"


def _made_note(made: Made, note: Note, today: date) -> str:
    names = ", ".join(f"{each.name} ({each.id})" for each in note.contacts)
    day = f"{say_full_day(note.day)}{say_time(note.at[11:])}"
    by = made.kind_by if made.kind_by and made.kind_by.lower() != note.kind else ""
    by = f" · kind read from “{by}”" if by else ""
    return f"{note.kind} with {names}, {day}{_existing(made)}{by}"


def _made_reminder(made: Made, reminder: Reminder, today: date) -> str:
    contact = reminder.contact
    who = f"{contact.name} ({contact.id})" if contact else say_name(None)
    again = f", {say_repeat(reminder)}" if reminder.every else ""
    late = ", already late" if reminder.on < today else ""
    day = f"{say_full_day(reminder.on)}{say_time(reminder.time)}"
    return f"{who}, {day}{again}{late}{_existing(made)} · {one_line(reminder.text)}"


def say_repeat(reminder: Reminder) -> str:
    """Return how a reminder repeats: `every 4 weeks`, `every month on the last day`; or ""."""
    if reminder.every is None:
        return ""
    from tinycrm import repeats  # most do not repeat

    return repeats.say_repeat(reminder.every, reminder.every_on, reminder.on)


def _made_issue(made: Made, issue: Issue, today: date) -> str:
    day = say_full_day(issue.resolved or issue.on)
    who = f"{issue.contact.name} ({issue.contact.id})"
    return f"{who}, {issue.state} {day} · {one_line(issue.text)}"


def _made_outcome(made: Made, _record: Record, _today: date) -> str:
    from tinycrm.services.outcomes import outcome_words  # not for a note or a reminder

    return outcome_words.say_made(made)


_MADE: dict[str, Callable[[Made, Any, date], str]] = {
    "c": _made_contact,
    "n": _made_note,
    "r": _made_reminder,
    "i": _made_issue,
    "f": _made_outcome,
    "p": _made_outcome,
    "w": _made_outcome,
    "d": _made_outcome,
}


def _existing(made: Made) -> str:
    return "" if made.created else " (already exists)"


def say_time(time: str | None) -> str:
    """Return a time of day to put after a date; "" for none."""
    return f" {time}" if time else ""


# ── words ────────────────────────────────────────────────────────────────────────────────


def say_company(note: Note, but: str = "") -> str:
    """Return the contacts of a note; on the card of `but` the others: `with Jan, Ewa`."""
    names = ", ".join(each.name for each in note.contacts if each.id != but)
    return f"with {names}" if names and but else names


def say_gesture(note: Note, today: date) -> str:
    """Return a gesture in one line: `gift, 3 Mar: brass compass`."""
    words = excerpt(note.text)
    day = say_past(note.day, today)
    day = day if note.day.year != today.year else day.split(" ", 1)[1]
    return f"{note.kind}, {day}" + (f": {words}" if words else "")


def say_latest(latest: Latest, today: date) -> tuple[str, ...]:
    """Return the last touch in parts: `last: 23 Sep, call`, and the first of its words."""
    words = excerpt(latest.text)
    day = say_past(latest.on, today)
    return (f"last: {day}, {latest.kind}", *([f"“{words}”"] if words else []))


def say_note(note: Note) -> str:
    """Return the text of a note, followed by the tags that the text does not contain."""
    tags = [f"#{tag}" for tag in note.tags if f"#{tag}" not in note.text]
    return " ".join([note.text or _WITHOUT_WORDS.get(note.kind, ""), *tags]).strip()


_WITHOUT_WORDS = {"greeting": "greeted", "thanks": "thanked", "talk": "in touch"}
"""What a note without words says: `crm done` logged it."""


def one_line(text: str) -> str:
    """Return text in one line."""
    return " ".join(text.split())
