"""What was done, in one sentence each, safe to show."""

from __future__ import annotations

from tinycrm import clock
from tinycrm.dates import say_day
from tinycrm.services.activity.notes import Logged
from tinycrm.services.briefing import wording
from tinycrm.services.briefing.row_actions import RowResult, RowResults
from tinycrm.services.editing.removing import Removed
from tinycrm.services.history.undoing import Undone
from tinycrm.services.records import Contact, Issue, Made, Note, Reminder
from tinycrm.tui.actions import key_of, keymap
from tinycrm.tui.cell_text import safe
from tinycrm.tui.queries import Undo


def say_work(work: RowResults) -> str:
    """Return what became of codes: `r12 done · Hanna Weiß, is the contract signed?`."""
    return ". ".join(_settled(each) for each in work.settled)


def _settled(each: RowResult) -> str:
    record = each.record
    what = ""
    if isinstance(record, Contact):
        what = record.name
    elif isinstance(record, Reminder):
        what = f"{wording.say_name(record.contact)}, {record.text}"
    elif isinstance(record, Issue):
        what = f"{record.contact.name}, {record.text}"
    was = each.was
    if isinstance(each.logged, Note) and each.logged.kind == "greeting":
        was = "greeted"
    until = getattr(record, "snoozed_until", None)
    when = f" until {say_day(until, clock.today())}" if each.was == "snoozed" and until else ""
    again = f" · again {say_day(each.successor.on, clock.today())}" if each.successor else ""
    return safe(f"{each.id} {was}{when}" + (f" · {what}" if what else "")) + again


def say_removed(removed: Removed) -> str:
    """Return what is gone, and which key brings it back."""
    gone = ", ".join(each["id"] if isinstance(each, dict) else each.id for each in removed.records)
    return safe(f"{gone} deleted · {key_of('undo', keymap())} brings it back")


def say_undone(undone: Undone) -> str:
    """Return what was taken back, and that redo brings it again."""
    return safe(f"Taken back: {undone.undone.label}")


def say_redone(undone: Undone) -> str:
    """Return what is there again."""
    return safe(f"Done again: {undone.undone.label.removeprefix('undo ')}")


def say_old(last: Undo) -> str:
    """Return the question whether something of long ago is to be taken back."""
    day = say_day(last.day, clock.today())
    return safe(f"Take back {last.label} ({last.code}) of {day}?")


def say_logged(logged: Logged) -> str:
    """Return what a note is and about whom."""
    note = logged.made.record
    assert isinstance(note, Note)
    return safe(f"{note.id} {note.kind} with {_and([each.name for each in note.contacts])}")


def say_made(made: Made) -> str:
    """Return what was made."""
    record = made.record
    if isinstance(record, Reminder):
        day = say_day(record.on, clock.today())
        return safe(f"{record.id} {wording.say_name(record.contact)}, {record.text} · {day}")
    if isinstance(record, Issue):
        return safe(f"{record.id} {record.contact.name}, {record.text}")
    assert isinstance(record, Contact)
    what = "added" if made.created else "updated" if made.batch else "is as before"
    return safe(f"{record.name} ({record.id}) {what}")


def _and(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
