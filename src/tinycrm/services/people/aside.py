"""What is said when something is saved about people who are archived or new, or get a cadence."""

from __future__ import annotations

import sqlite3

from tinycrm.services.codes import code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from tinycrm.services.people.finding import Found
    from tinycrm.services.records import Contact


def say_not_shown(found: Iterable[Found]) -> tuple[str, ...]:
    """Return a sentence for each of these contacts who is archived, for a reminder or an issue."""
    return tuple(
        f"{who.name} ({who.code}) is archived: today shows this only after"
        f" crm archive {who.code} --off."
        for who in found
        if who.archived
    )


def say_archived(found: Iterable[Found]) -> tuple[str, ...]:
    """Return a sentence for each of these contacts who is archived."""
    return tuple(f"{who.name} ({who.code}) is archived." for who in found if who.archived)


NO_THANKS = "today does not ask you to thank them"


def say_blocked(db: sqlite3.Connection, contact_id: int, shown: str) -> tuple[str, ...]:
    """Return what today does with something about a contact who is marked do-not-contact.

    It is said by every command that makes something which today would show of anybody else.
    """
    blocked = "SELECT name FROM contact WHERE id = ? AND do_not_contact = 1"
    row = db.execute(blocked, (contact_id,)).fetchone()
    if row is None:
        return ()
    return (f"{row['name']} ({code('contact', contact_id)}) is marked do not contact: {shown}.",)


def say_new(found: Iterable[Found]) -> tuple[str, ...]:
    """Return a sentence for each of these contacts who was just added."""
    return tuple(f"{who.name} ({who.code}) is new." for who in found if who.new)


def say_cadences(db: sqlite3.Connection, given: Sequence[Contact], today: date) -> tuple[str, ...]:
    """Return what to say about contacts who got a cadence.

    That is who is never in the briefing for it, and when it is first due if it was spread.
    """
    from tinycrm.services.people import spreading

    archived = [each for each in given if each.every and each.archived]
    quiet = [each for each in given if each.every and each.do_not_contact and not each.archived]
    shown = [each for each in given if not (each.archived or each.do_not_contact)]
    return (
        *_say(archived, "archived", "crm archive {} --off"),
        *_say(quiet, "marked do not contact", "crm edit {} --may-contact"),
        *spreading.say_spread(db, shown, today),
    )


def _say(people: list[Contact], state: str, command: str) -> tuple[str, ...]:
    if not people:
        return ()
    first = people[0]
    if len(people) == 1:
        who, them = f"{first.name} ({first.id}) is", "their cadence"
    else:
        who, them = f"{len(people)} of them are", "their cadences"
    codes = " ".join(each.id for each in people[:5]) + (" …" if len(people) > 5 else "")
    return (f"{who} {state}: today shows {them} only after {command.format(codes)}.",)
