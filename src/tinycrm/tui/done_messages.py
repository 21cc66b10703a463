"""What was done, in one sentence each, safe to show."""

from __future__ import annotations

from tinycrm import clock
from tinycrm.dates import say_day
from tinycrm.services.briefing import wording
from tinycrm.services.briefing.row_actions import RowResult, RowResults
from tinycrm.services.editing.removing import Removed
from tinycrm.services.history.undoing import Undone
from tinycrm.services.records import Made
from tinycrm.tui.actions import key_of, keymap
from tinycrm.tui.cell_text import safe
from tinycrm.tui.queries import Undo


def say_work(work: RowResults) -> str:
    """Return what became of codes: `r12 done · Hanna Weiß, is the contract signed?`."""
    return safe(". ".join(_settled(each) for each in work.settled))


def _settled(each: RowResult) -> str:
    return " · ".join((wording.say_settled(each), *wording.say_follows(each)))


def say_removed(removed: Removed) -> str:
    """Return what is gone, and which key brings it back."""
    gone = ", ".join(each["id"] if isinstance(each, dict) else each.id for each in removed.records)
    return safe(f"{gone} deleted · {key_of('undo', keymap())} brings it back")


def say_undone(undone: Undone) -> str:
    """Return what was taken back."""
    return safe(undone.say("Taken back"))


def say_redone(undone: Undone) -> str:
    """Return what is there again."""
    return safe(undone.say("Brought back"))


def say_old(last: Undo) -> str:
    """Return the question whether something of long ago is to be taken back."""
    day = say_day(last.day, clock.today())
    return safe(f"Take back {last.label} ({last.code}) of {day}?")


def say_made(made: Made) -> str:
    """Return what was made."""
    return safe(wording.say_made_alone(made, clock.today()))
