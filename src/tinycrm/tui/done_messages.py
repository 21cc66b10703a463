"""Messages about what was done, safe to show."""

from __future__ import annotations

from collections.abc import Sequence

from tinycrm import clock
from tinycrm.dates import say_day
from tinycrm.services.briefing import wording
from tinycrm.services.briefing.row_results import RowResult, RowResults
from tinycrm.services.care import care_words
from tinycrm.services.care.asking import Asked
from tinycrm.services.editing.editing import Edited
from tinycrm.services.editing.removing import Removed
from tinycrm.services.history.undoing import Undone
from tinycrm.services.records import Contact, Issue, Made
from tinycrm.tui.actions import key_of, keymap
from tinycrm.tui.cell_text import safe
from tinycrm.tui.queries import Undo
from tinycrm.tui.screen_words import all_in_keys


def say_work(work: RowResults) -> str:
    """Return the results for codes: `r12 done · Hanna Weiß, is the contract signed?`."""
    return safe(". ".join(_result(each) for each in work.settled))


def _result(each: RowResult) -> str:
    return " · ".join((wording.say_settled(each), *wording.say_follows(each)))


def say_removed(removed: Removed) -> str:
    """Return what was deleted, and which key brings it back."""
    codes = ", ".join(each["id"] if isinstance(each, dict) else each.id for each in removed.records)
    return safe(f"{codes} deleted · {key_of('undo', keymap())} brings it back")


def say_archived(done: Edited, *, off: bool) -> str:
    """Return who was archived, or with `off` taken out of the archive."""
    names = [each.name for each in done.records if isinstance(each, Contact)]
    who = names[0] if len(names) == 1 else f"{len(names)} people"
    what = "out of the archive" if off else "archived"
    already = "" if done.changed else " already"
    return safe(f"{who} {what}{already} · {key_of('undo', keymap())} takes it back")


def say_reopened(issue: Issue) -> str:
    """Return which issue is open again."""
    return safe(f"{issue.id} open again · {issue.contact.name}, {wording.excerpt(issue.text)}")


def say_several(edited: Edited, what: str) -> str:
    """Return how many people have something new: `3 people tagged`, and what else to say."""
    count, total = len(edited.changed), len(edited.records)
    people = "1 person" if total == 1 else f"{total} people"
    done = f"{what}: {people}" if count == total else f"{what}: {count} of {people}"
    return safe(" · ".join((done, *all_in_keys(edited.hints))))


def say_undone(undone: Undone) -> str:
    """Return what was undone."""
    return safe(undone.say("Undone"))


def say_redone(undone: Undone) -> str:
    """Return what was redone."""
    return safe(undone.say("Redone"))


def say_old(last: Undo) -> str:
    """Return the question whether to undo a change of long ago."""
    day = say_day(last.day, clock.today())
    return safe(f"Undo {last.label} ({last.code}) of {day}?")


def say_made(made: Made) -> str:
    """Return what was created, and what else there is to say about it."""
    return safe(" · ".join((wording.say_made_alone(made, clock.today()), *all_in_keys(made.hints))))


def say_each_made(made: Sequence[Made]) -> str:
    """Return what was created: one record as by itself, of several the codes and the people."""
    if len(made) == 1:
        return say_made(made[0])
    codes = ", ".join(each.record.id for each in made)
    said = [wording.say_made(each, clock.today()) for each in made]
    return safe(
        " · ".join((codes, *said, *(hint for each in made for hint in all_in_keys(each.hints))))
    )


def say_aside(kept: Sequence[Asked]) -> str:
    """Return that people are left out of the list of those to care for, all until one day."""
    [first, *others] = kept
    who = f"{first.name} ({first.id})" if not others else f"Each of {len(kept)} people"
    return safe(f"{who} {care_words.say_aside(first)}")
