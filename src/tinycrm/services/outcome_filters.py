"""The terms of a filter that ask for wins."""

from __future__ import annotations

import sqlite3
from datetime import date

from tinycrm.errors import UsageProblem
from tinycrm.services.filter_terms import Clause
from tinycrm.text import visible


def lapsed(db: sqlite3.Connection, today: date, value: str) -> Clause:
    """Match customers who stopped buying: a list to win them back. Raises UsageProblem."""
    if value:
        raise UsageProblem(f"lapsed:{visible(value)} is not a filter.", "Use lapsed:")
    from tinycrm.services import customers  # only for this term

    ids = ",".join(str(each.contact_id) for each in customers.find_lapsed(db, today))
    return Clause("contact.id IN (SELECT value FROM json_each(?))", (f"[{ids}]",))
