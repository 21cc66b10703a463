"""What is counted: each figure with its formula in words and the query of the rows it counts.

The same query gives the number and, for `--explain`, the rows.
"""

from __future__ import annotations

import sqlite3

from tinycrm.rules import GESTURES
from tinycrm.services.codes import code
from tinycrm.values import NamedTuple


class Counted(NamedTuple):
    """A figure that is a number of rows: its key in JSON, label, formula, table and query.

    `query` selects ids between `:since` and `:until`.
    """

    key: str
    label: str
    formula: str
    table: str
    query: str


_NOTES = "SELECT note.id FROM note WHERE note.happened_on BETWEEN :since AND :until"
_GESTURE_KINDS = ", ".join(f"'{kind}'" for kind in GESTURES)
_DONE_ON = "date(reminder.done_at, 'localtime')"
_PROMISES = """
    SELECT reminder.id FROM reminder
    WHERE reminder.contact_id IS NOT NULL AND reminder.due_on BETWEEN :since AND :until
        AND reminder.due_on <= :today
"""
_WINS = "SELECT win.id FROM win WHERE win.won_on BETWEEN :since AND :until"

TOUCHES = Counted(
    "touches", "Touches", "Notes of every kind but note (a remark) and attempt.", "note",
    f"{_NOTES} AND note.kind NOT IN ('note', 'attempt')",
)  # fmt: skip
PEOPLE = Counted(
    "people", "People in touch", "Different people of these touches.", "contact",
    """
    SELECT DISTINCT note_contact.contact_id AS id
    FROM note CROSS JOIN note_contact ON note_contact.note_id = note.id
    WHERE note.happened_on BETWEEN :since AND :until AND note.kind NOT IN ('note', 'attempt')
    """,
)  # fmt: skip
GESTURES_MADE = Counted(
    "gestures", "Gestures",
    f"Notes of the kinds {', '.join(GESTURES)} that were not received.", "note",
    f"{_NOTES} AND note.kind IN ({_GESTURE_KINDS}) AND note.direction IS NOT 'in'",
)  # fmt: skip
DUE = Counted(
    "promises", "Promises due", "Reminders about people that were due by today.", "reminder",
    _PROMISES,
)  # fmt: skip
KEPT = Counted(
    "kept", "Promises kept on time",
    "Of the reminders about people that were due by today: done on the due day or before.",
    "reminder", f"{_PROMISES} AND {_DONE_ON} <= reminder.due_on",
)  # fmt: skip
ISSUES = Counted(
    "issues", "Issues", "Issues that were opened.", "issue",
    "SELECT issue.id FROM issue WHERE issue.opened_on BETWEEN :since AND :until",
)  # fmt: skip
RESOLVED = Counted(
    "resolved", "Issues resolved", "Of the issues that were opened: resolved by today.", "issue",
    f"{ISSUES.query} AND issue.resolved_on IS NOT NULL",
)  # fmt: skip
WINS = Counted("wins", "Wins", "Wins of every kind.", "win", _WINS)
SALES = Counted(
    "sales", "Sales", "Wins of the kinds sale, renewal and returned.", "win",
    f"{_WINS} AND win.kind IN ('sale', 'renewal', 'returned')",
)  # fmt: skip
REFERRALS = Counted(
    "referrals", "Referrals", "Wins of the kind referral.", "win",
    f"{_WINS} AND win.kind = 'referral'",
)  # fmt: skip
DEALS = Counted(
    "deals", "Deals opened", "Deals that were opened.", "deal",
    "SELECT deal.id FROM deal WHERE deal.opened_on BETWEEN :since AND :until",
)  # fmt: skip
WON = Counted(
    "deals_won", "Deals won", "Deals whose win is in the period.", "deal",
    """
    SELECT deal.id FROM deal JOIN win ON win.id = deal.win_id
    WHERE win.won_on BETWEEN :since AND :until
    """,
)  # fmt: skip
LOST = Counted(
    "deals_lost", "Deals lost", "Deals that were lost.", "deal",
    "SELECT deal.id FROM deal WHERE deal.lost_on BETWEEN :since AND :until",
)  # fmt: skip


def count(db: sqlite3.Connection, what: Counted, days: dict[str, str]) -> int:
    """Return how many rows there are."""
    row = db.execute(f"SELECT count(*) FROM ({what.query})", days).fetchone()
    return int(row[0])


def find_codes(db: sqlite3.Connection, what: Counted, days: dict[str, str]) -> tuple[str, ...]:
    """Return the codes of the rows, in the order of their ids."""
    rows = db.execute(f"SELECT id FROM ({what.query}) ORDER BY id", days)
    return tuple(code(what.table, row[0]) for row in rows)
