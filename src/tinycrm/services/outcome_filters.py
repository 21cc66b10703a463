"""Filters by what came from people: `value:500EUR` `brought:` `deal:open` `lapsed:` `kind:`."""

from __future__ import annotations

import sqlite3
from datetime import date

from tinycrm.errors import UsageProblem
from tinycrm.rules import CONTACT_KINDS
from tinycrm.services.filter_terms import Clause
from tinycrm.text import visible


def value(typed: str) -> Clause:
    """Match people with wins of an amount; `500EUR`: of at least so much in that currency."""
    if not typed:
        return Clause("contact.id IN (SELECT contact_id FROM win WHERE amount_minor > 0)")
    from tinycrm import config  # not for the other filters
    from tinycrm.amounts import parse_amount

    least = parse_amount(typed, config.load().currency)
    return Clause(
        """
        contact.id IN (
            SELECT contact_id FROM win WHERE currency = ?
            GROUP BY contact_id HAVING total(amount_minor) >= ?
        )
        """,
        (least.currency, least.minor),
    )


def brought(typed: str) -> Clause:
    """Match people who brought somebody; `3`: at least so many."""
    if not (typed or "1").isdecimal() or len(typed) > 6:
        raise UsageProblem(
            f"“{visible(typed)}” is not a number of people.", "Use brought: or brought:3."
        )
    return Clause(
        """
        contact.id IN (
            SELECT contact_id FROM win INDEXED BY win_referral WHERE brought_id IS NOT NULL
            GROUP BY contact_id HAVING count(*) >= ?
        )
        """,
        (int(typed or "1"),),
    )


_DEALS = {
    "": "contact.id IN (SELECT contact_id FROM deal)",
    "open": """
        contact.id IN (SELECT contact_id FROM deal WHERE win_id IS NULL AND lost_on IS NULL)
    """,
    "won": "contact.id IN (SELECT contact_id FROM deal WHERE win_id IS NOT NULL)",
    "lost": "contact.id IN (SELECT contact_id FROM deal WHERE lost_on IS NOT NULL)",
}
DEAL_STATES = tuple(filter(None, _DEALS))


def deal(typed: str) -> Clause:
    """Match people with a deal in a state."""
    if typed.lower() not in _DEALS:
        raise UsageProblem(
            f"deal:{visible(typed)} is not a filter.", "Use deal:open, deal:won or deal:lost."
        )
    return Clause(_DEALS[typed.lower()])


def kind(typed: str) -> Clause:
    """Match contacts of a kind; `kind:` are those that are no persons."""
    if not typed:
        return Clause("contact.kind <> 'person'")
    if typed.lower() not in CONTACT_KINDS:
        raise UsageProblem(
            f"“{visible(typed)}” is not a kind of contact.",
            f"The kinds are {', '.join(CONTACT_KINDS)}.",
        )
    return Clause("contact.kind = ?", (typed.lower(),))


def lapsed(db: sqlite3.Connection, today: date, value: str) -> Clause:
    """Match customers who stopped buying: a list to win them back. Raises UsageProblem."""
    if value:
        raise UsageProblem(f"lapsed:{visible(value)} is not a filter.", "Use lapsed:")
    from tinycrm.services import customers  # only for this term

    ids = ",".join(str(each.contact_id) for each in customers.find_lapsed(db, today))
    return Clause("contact.id IN (SELECT value FROM json_each(?))", (f"[{ids}]",))
