"""The perks that end soon, for the briefing."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from tinycrm.services.people import waiting
from tinycrm.values import Fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from tinycrm.services.records import Perk, Person

ENDING = timedelta(days=14)
"""How long before its last day a perk is in the briefing."""


class EndingPerk(Fields):
    """A perk in the briefing. `days` is counted from the briefing's date to its last day."""

    id: str
    row: str
    contact: Person
    text: str
    until: date
    days: int


_ENDING = f"""
    FROM perk JOIN contact ON contact.id = perk.contact_id
    WHERE perk.used_on IS NULL AND perk.until_on BETWEEN :today AND :until
        AND (perk.snoozed_until IS NULL OR perk.snoozed_until <= :today)
        AND {waiting.CONTACT_IS_ACTIVE}
"""


def find_ending(
    db: sqlite3.Connection, today: date, most: int | None = None
) -> tuple[tuple[EndingPerk, ...], int]:
    """Return the first perks that end within two weeks and were not used, and the number of all.

    The next to end is the first.
    """
    days = {"today": today.isoformat(), "until": (today + ENDING).isoformat()}
    ids = [
        row["id"]
        for row in db.execute(f"SELECT perk.id {_ENDING} ORDER BY perk.until_on, perk.id", days)
    ]
    if not ids:
        return (), 0
    from tinycrm.services.activity.loading_outcomes import load_perks  # few days have any

    return tuple(_ending(each, today) for each in load_perks(db, ids[:most])), len(ids)


def _ending(perk: Perk, today: date) -> EndingPerk:
    assert perk.until is not None
    return EndingPerk(
        perk.id, perk.id, perk.contact, perk.text, perk.until, (perk.until - today).days
    )


def split_open(perks: Iterable[Perk], today: date) -> tuple[list[Perk], list[Perk]]:
    """Return the perks that end within two weeks, and the other ones that can still be used.

    The next to end is the first.
    """
    usable = [each for each in perks if not each.used and (each.until or today) >= today]
    usable.sort(key=lambda each: each.until or date.max)
    soon = [each for each in usable if each.until and each.until <= today + ENDING]
    return soon, [each for each in usable if each not in soon]
