"""The yearly dates of a contact: which are the same, and what an edit makes of them.

Of one label there may be several (two children), but only one birthday. The same date with and
without a year is one, with the year.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from tinycrm.days import YearlyDay
from tinycrm.errors import UsageProblem
from tinycrm.services.records import Contact, Occasion
from tinycrm.services.sql import Insert, Update
from tinycrm.text import fold
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

BIRTHDAY = "birthday"
OCCASION = Insert("occasion", ("id", "contact_id", "label", "month", "day", "year"))
YEAR = Update("occasion", ("year",))


class DateEdit(NamedTuple):
    """A change of yearly dates, as typed: `sign` is "+", "-" or "" before `label=day`.

    Without a sign the day takes the place of the one the label has; `day` is None where all
    dates of the label are to go.
    """

    sign: str
    label: str
    day: YearlyDay | None


def is_same(one: YearlyDay, other: YearlyDay) -> bool:
    """Return whether both may be one date: the years are equal, or one is unknown."""
    return one[:2] == other[:2] and (one.year == other.year or None in (one.year, other.year))


def find(known: Sequence[Occasion], label: str, day: YearlyDay) -> Occasion | None:
    """Return the known date that this one is, the equal one first."""
    same = [each for each in known if each.label == label and is_same(each.day, day)]
    return next((each for each in same if each.day == day), same[0] if same else None)


def dates_of(contact: Contact) -> tuple[Occasion, ...]:
    """Return all yearly dates of a contact, the birthday first."""
    born = contact.birthday
    return (*((Occasion(None, BIRTHDAY, born),) if born else ()), *contact.occasions)


def fields_of(dates: Sequence[Occasion]) -> dict[str, Any]:
    """Return the fields of a contact that hold these dates."""
    return {
        "birthday": next((each.day for each in dates if each.label == BIRTHDAY), None),
        "occasions": tuple(each for each in dates if each.label != BIRTHDAY),
    }


def check_one_birthday(labels: Iterable[str]) -> None:
    """Refuse a second birthday. Raises UsageProblem."""
    if sum(label == BIRTHDAY for label in labels) > 1:
        raise UsageProblem("The birthday is given twice.", "Nobody has two: leave one out.")


def edited(now: Sequence[Occasion], edits: Sequence[DateEdit]) -> tuple[Occasion, ...]:
    """Return the changed dates; labels are compared folded, and a date that moves keeps its id.

    Raises UsageProblem where it is unclear which date is meant, or there would be two birthdays.
    """
    result = list(now)
    unsigned: dict[str, list[YearlyDay]] = {}
    for sign, typed, day in edits:
        label = next((each.label for each in now if fold(each.label) == fold(typed)), typed)
        if sign == "-":
            result = [each for each in result if not _is_meant(each, label, day)]
        elif day and sign == "+":
            _add(result, label, day)
        elif day:
            unsigned.setdefault(label, []).append(day)
    for label, days in unsigned.items():
        _put(result, label, days)
    check_one_birthday(each.label for each in result)
    return tuple(result)


def rewritten(
    now: Sequence[Occasion], label: str, typed: Sequence[str], read: Callable[[str], YearlyDay]
) -> list[Occasion]:
    """Return the dates of one label as they were typed; one that is only corrected keeps its id.

    `read` reads what differs from the dates of `now`, which are as their text is.
    """
    own = {str(each.day): each for each in now if each.label == label}
    left = [each for text, each in own.items() if text not in typed]
    dates = []
    for text in dict.fromkeys(typed):
        if text in own:
            dates.append(own[text])
            continue
        day = read(text)
        dates.append(left.pop(0)._replace(day=day) if left else Occasion(None, label, day))
    return dates


def _is_meant(each: Occasion, label: str, day: YearlyDay | None) -> bool:
    return each.label == label and (day is None or is_same(each.day, day))


def _add(result: list[Occasion], label: str, day: YearlyDay) -> None:
    same = find(result, label, day)
    if same is None:
        result.append(Occasion(None, label, day))
    elif day.year:
        result[result.index(same)] = same._replace(day=day)


def _put(result: list[Occasion], label: str, days: Sequence[YearlyDay]) -> None:
    """Put a day in the place of the one date of a label; several days are all its dates."""
    own = [each for each in result if each.label == label]
    if len(own) > 1:
        raise UsageProblem(
            f"There are {len(own)} dates “{label}”.",
            f"Add one with -d +{label}={days[0]}, or take one away: -d -{label}={own[0].day}",
        )
    first, *more = sorted(days, key=lambda day: not any(is_same(each.day, day) for each in own))
    for each in own:
        result[result.index(each)] = each._replace(day=first)
    for day in more if own else days:
        _add(result, label, day)


# ── in the store ─────────────────────────────────────────────────────────────────────────


def with_more(
    known: Sequence[tuple[str, YearlyDay]], dates: Iterable[tuple[str, YearlyDay]]
) -> list[tuple[str, YearlyDay]]:
    """Return dates with those added that they lack, and the years that they lack."""
    result = list(known)
    places: defaultdict[tuple[str, int, int], list[int]] = defaultdict(list)
    for place, (label, day) in enumerate(result):
        places[label, day.month, day.day].append(place)
    has_birthday = any(label == BIRTHDAY for label, _ in result)
    for label, day in dates:
        near = places[label, day.month, day.day]
        same = [place for place in near if is_same(result[place][1], day)]
        if not same and not (has_birthday and label == BIRTHDAY):
            near.append(len(result))
            result.append((label, day))
            has_birthday = has_birthday or label == BIRTHDAY
        elif same and day.year and all(result[place][1] != day for place in same):
            result[same[0]] = label, day
    return result


def insert(db: sqlite3.Connection, contact_id: int, label: str, day: YearlyDay) -> int:
    """Store a new date; return the id of its row."""
    cursor = db.execute(OCCASION.sql(), (None, contact_id, label, *day))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def move(
    db: sqlite3.Connection, row_id: int, label: str, before: YearlyDay, after: YearlyDay
) -> None:
    """Store another label or day of a date.

    With another month or day, a greeting or a snooze of the wrong date does not count.
    """
    same = before[:2] == after[:2]
    db.execute(
        """
        UPDATE occasion
        SET label = ?, month = ?, day = ?, year = ?, closed_on = iif(?, closed_on, NULL),
            snoozed_until = iif(?, snoozed_until, NULL)
        WHERE id = ?
        """,
        (label, *after, same, same, row_id),
    )
