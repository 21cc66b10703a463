"""Who a note is about: those that were chosen, new ones, and those named with an @ in its words."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tinycrm import clock
from tinycrm.errors import CrmError, NotFound
from tinycrm.services.codes import read_code
from tinycrm.services.people import finding
from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.services.people.new_contact import NewContact


def resolve_or_add(
    db: sqlite3.Connection,
    who: str,
    picks: finding.Picks | None,
    *,
    several: Sequence[str] = (),
    newcomers: Sequence[str] = (),
    strangers: Sequence[NewContact] = (),
    new: bool = False,
) -> list[finding.Found]:
    """Return the people a note is about; the arguments are those of `notes.NewNote`.

    Adds `newcomers` and `strangers`, and with `new` unknown names too.
    """
    added = [*(_add_named(db, each) for each in newcomers), *(_add(db, each) for each in strangers)]
    if several:
        resolve = _resolve_or_add if new else finding.resolve_part
        return _each_once([*(one for each in several for one in resolve(db, each, picks)), *added])
    if added and not who:
        return added
    try:
        return [*finding.resolve_all(db, who, picks), *added]
    except NotFound:
        if not new:
            raise
    parts = (part.strip() for part in who.split(","))
    found = (one for part in parts for one in _resolve_or_add(db, part, picks))
    return _each_once([*found, *added])


def _each_once(people: Sequence[finding.Found]) -> list[finding.Found]:
    return list({one.id: one for one in people}.values())


def _resolve_or_add(
    db: sqlite3.Connection, who: str, picks: finding.Picks | None
) -> list[finding.Found]:
    try:
        return finding.resolve_part(db, who, picks)
    except NotFound:
        if read_code(who) or not any(map(str.isalpha, who)):
            raise  # a code or a number is not a name
    return [_add_named(db, who)]


def _add_named(db: sqlite3.Connection, who: str) -> finding.Found:
    from tinycrm.services.people.new_contact import read_newcomer

    return _add(db, read_newcomer(who))


def _add(db: sqlite3.Connection, newcomer: NewContact) -> finding.Found:
    from tinycrm.services.people.new_contact import insert  # most notes are about known people

    return finding.Found(insert(db, newcomer, clock.today()), newcomer.name, new=True)


def find_named(
    db: sqlite3.Connection, names: Sequence[str]
) -> tuple[list[finding.Found], tuple[str, ...]]:
    """Return the people named by `@name`. An unknown or ambiguous name adds a hint instead."""
    found, hints = [], []
    for name in names:
        try:
            found.append(finding.resolve_who(db, name))
        except CrmError as error:
            hints.append(f"@{visible(name)} stays text. {error.sentence}")
    return found, tuple(hints)
