"""What is said beside the data after a change, on stderr: what was understood, what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tinycrm import clock
from tinycrm.cli.terminal import hint, say
from tinycrm.dates import say_full_day
from tinycrm.services.briefing import wording
from tinycrm.services.records import Contact, Issue, Made, Note, Reminder

if TYPE_CHECKING:  # whoever calls has loaded theirs; the others' cost each command 5 ms
    from tinycrm.errors import Candidate
    from tinycrm.services.activity.notes import Logged
    from tinycrm.services.briefing.row_actions import RowResult


def logged(done: Logged) -> None:
    """Say whom a note links, on which day, when each is next due, what waits to be mentioned."""
    made, note = done.made, done.made.record
    assert isinstance(note, Note)
    names = ", ".join(f"{each.name} ({each.id})" for each in note.contacts)
    known = "" if made.created else " (there already)"
    say(f"{note.kind} with {names}, {say_full_day(note.day)}{_time(note.at[11:])}{known}")
    _also(made.also)
    if done.follow_up:
        later = done.follow_up
        hint(f"{later.id} “{later.text}” · {say_full_day(later.on)}{_time(later.time)}")
    for name, day in done.next_due:
        hint(f"{name} is next due {say_full_day(day)}.")
    for issue in done.unmentioned:
        hint(f"Not yet mentioned: {issue.id} “{wording.one_line(issue.text)}” ({issue.state})")
    _hint_each(made.hints)


def reminded(made: Made) -> None:
    """Say whom a reminder is for, on which day, and whether it comes back."""
    record = made.record
    assert isinstance(record, Reminder)
    again = f", {record.every.say()}" if record.every else ""
    time = _time(record.time)
    late = ", late at once" if record.on < clock.today() else ""
    known = "" if made.created else " (there already)"
    who = f"{record.contact.name} ({record.contact.id})" if record.contact else "(me)"
    say(f"{who}, {say_full_day(record.on)}{time}{again}{late}{known}")
    _also(made.also)
    _hint_each(made.hints)


def issue(made: Made) -> None:
    """Say whose issue it is and where it stands."""
    record = made.record
    assert isinstance(record, Issue)
    day = say_full_day(record.resolved or record.on)
    say(f"{record.contact.name} ({record.contact.id}), {record.state} {day}")
    _also(made.also)
    _hint_each(made.hints)


def added(made: Made) -> None:
    """Say who was added, or who is there already."""
    record = made.record
    assert isinstance(record, Contact)
    what = "added" if made.created else "updated" if made.batch else "is there already"
    say(f"{record.name} ({record.id}) {what}")
    _hint_each(made.hints)


def settled(each: RowResult) -> None:
    """Say what a code was turned into."""
    record = each.record
    name = ""
    if isinstance(record, Contact):
        name = record.name
        if record.next_due:
            name += f", next due {say_full_day(record.next_due)}"
    elif isinstance(record, Reminder):
        name = f"{wording.say_name(record.contact)}, {wording.one_line(record.text)}"
    elif isinstance(record, Issue):
        name = f"{record.contact.name}, {wording.one_line(record.text)}"
    when = f" until {say_full_day(each.until)}" if each.until else ""
    say(f"{each.id} {each.was}{when}" + (f" · {name}" if name else ""))
    if each.logged:
        hint(f"logged as {each.logged.id}")
    if each.successor:
        hint(f"again {say_full_day(each.successor.on)}: {each.successor.id}")
    if isinstance(record, Issue) and record.state == "open" and each.was == "mentioned":
        hint(f"It is still open: crm resolve {each.id}")


def _time(time: str | None) -> str:
    return f" {time}" if time else ""


def _hint_each(hints: tuple[str, ...]) -> None:
    for each in hints:
        hint(each)


def _also(also: tuple[Candidate, ...]) -> None:
    if also:
        from tinycrm.services.people.finding import say_also

        hint(f"also {say_also(also)}")
