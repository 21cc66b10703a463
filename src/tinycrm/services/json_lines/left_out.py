"""Which records of a file are left out, and why; how many rows of the store it may bring."""

from __future__ import annotations

import sqlite3

from tinycrm.errors import UsageProblem
from tinycrm.exchange.cards import Skipped
from tinycrm.exchange.json_records import JsonRecord

MOST_BAD = 50_000
"""Records that were left out, one by one."""
TOO_MANY_BAD = (
    "this record and those of its kind after it are not read: {:,} others were left out before"
)
MOST_ROWS = 200_000
"""Rows of the store that one file may bring."""
MOST_OWN_ROWS = 25_000_000
"""The same of a file that tinycrm wrote."""
TOO_MANY_ROWS = (
    "this record and those of its kind after it are not read: more than {:,} values are before it;"
    " import them as a file of their own, with the contacts that they name"
)


class LeftOut(Exception):
    """A record of which nothing can be stored, with the reason."""


REFUSED = (UsageProblem, LeftOut, sqlite3.IntegrityError)


class LeftOutRecords:
    """The records of one file that are left out, in `skipped`, and how much it may still bring."""

    def __init__(self, *, is_foreign: bool) -> None:
        self.skipped: list[Skipped] = []
        self._most = self._left = MOST_ROWS if is_foreign else MOST_OWN_ROWS

    def skip(self, record: JsonRecord, reason: Exception) -> None:
        """Note why a record is left out."""
        self.skipped.append(Skipped(record.line, say_refused(reason)))

    def spend(self, rows: int) -> None:
        """Take account of the rows of a record."""
        self._left -= rows

    def begin_at(self, record: JsonRecord) -> bool:
        """Return whether this record and the rest of its kind are left out, and note it.

        That is so when very many were bad, or the file has brought more rows than it may.
        """
        if len(self.skipped) >= MOST_BAD:
            self.skip(record, LeftOut(TOO_MANY_BAD.format(MOST_BAD)))
        elif self._left < 0:
            self.skip(record, LeftOut(TOO_MANY_ROWS.format(self._most)))
        else:
            return False
        return True


def say_refused(reason: Exception) -> str:
    """Return why a record was left out: a rule of the store by its name, in words."""
    if isinstance(reason, UsageProblem):
        return f"{reason.sentence} {reason.hint}".strip()
    text = str(reason)
    for start in ("CHECK constraint failed: ", "NOT NULL constraint failed: "):
        if text.startswith(start):
            rule = text.removeprefix(start)
            return f"it breaks the rule “{rule.replace('_', ' ')}”"
    return text
