"""Leaving people out of `care`: not now, never, and again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tinycrm import clock
from tinycrm.dates import say_full_day
from tinycrm.errors import UsageProblem
from tinycrm.services.care.asking import Asked, keep, show_again
from tinycrm.services.codes import batch_code
from tinycrm.services.people import finding
from tinycrm.store import writing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.store.transaction import Writing


def hide(
    who: str, until: date | None, *, never: bool = False, picks: finding.Picks | None = None
) -> Asked:
    """Leave somebody out of `care` until a day, or for good; with neither, show them again.

    Raises what `finding.resolve_who` does, UsageProblem for a day that is not in the future.
    """
    with writing("care") as work:
        found = finding.resolve_who(work.db, who, picks)
        _hide(work, [found], until, never=never)
    return _hidden(found, until, never, work.batch)


def hide_several(codes: Sequence[str], until: date) -> list[Asked]:
    """Leave people out of `care` until a day, as one batch. Raises what `hide` does."""
    with writing("care") as work:
        people = [finding.resolve_who(work.db, each) for each in codes]
        _hide(work, people, until)
    return [_hidden(found, until, False, work.batch) for found in people]


def _hide(
    work: Writing, people: Sequence[finding.Found], until: date | None, *, never: bool = False
) -> None:
    today = clock.today()
    if until is not None and until <= today:
        raise UsageProblem(
            f"{say_full_day(until)} is not in the future.", "Write it like 4w or 2026-12-01."
        )
    for found in people:
        show_again(work.db, found.id, "care")
        if never or until:
            keep(work.db, found.id, "care", today, hidden_until=until, never=never)
    work.label = f"care {' '.join(each.code for each in people)}"


def _hidden(found: finding.Found, until: date | None, never: bool, batch: int | None) -> Asked:
    return Asked(
        found.code, found.name, "care", clock.today(), until, never, batch_code(batch), found.also
    )
