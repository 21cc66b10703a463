"""Messages on stderr after a change: what was understood and what follows."""

from __future__ import annotations

from tinycrm import clock
from tinycrm.cli.terminal import hint, say
from tinycrm.dates import say_full_day, say_next_due
from tinycrm.services.briefing import wording
from tinycrm.services.records import Issue, Made, Note

TYPE_CHECKING = False
if TYPE_CHECKING:  # a caller has loaded what it passes; the rest would cost 5 ms
    from collections.abc import Sequence

    from tinycrm.errors import Candidate
    from tinycrm.services.activity.notes import Logged
    from tinycrm.services.briefing.row_results import RowResult
    from tinycrm.services.records import Record
    from tinycrm.services.typed.promises import Promise


def logged(done: Logged) -> None:
    """Print a note's contacts and date, when each is next due, and issues to mention."""
    say(wording.say_made(done.made, clock.today()))
    _also(done.made.also)
    if done.follow_up:
        later = done.follow_up
        time = wording.say_time(later.time)
        hint(f"{later.id} “{later.text}” · {say_full_day(later.on)}{time}")
    for name, day in done.next_due:
        hint(f"{name} {say_next_due(day, clock.today())}.")
    for issue in done.unmentioned:
        hint(f"Not yet mentioned: {issue.id} “{wording.one_line(issue.text)}” ({issue.state})")
    _hint_each(done.made.hints)


def promised(note: Record, promises: Sequence[Promise]) -> None:
    """Print the command that makes a reminder of each promise of a note."""
    from shlex import quote  # only for a note with a promise

    who = note.contacts[0].id if isinstance(note, Note) else "me"
    for each in promises:
        hint(f"To be reminded: crm remind {who} {quote(each.text)} --on {each.when.day}")


def made(done: Made) -> None:
    """Print the contact and date of a new record, and how the input was understood."""
    say(wording.say_made(done, clock.today()))
    _also(done.also)
    _hint_each(done.hints)


def settled(each: RowResult) -> None:
    """Print the result for a code."""
    say(wording.say_settled(each))
    _hint_each(wording.say_follows(each))
    record = each.record
    if isinstance(record, Issue) and record.state == "open" and each.was == "mentioned":
        hint(f"It is still open: crm resolve {each.id}")


def _hint_each(hints: tuple[str, ...]) -> None:
    for each in hints:
        hint(each)


def _also(also: tuple[Candidate, ...]) -> None:
    if also:
        from tinycrm.services.people.finding import say_also

        hint(f"also {say_also(also)}")
