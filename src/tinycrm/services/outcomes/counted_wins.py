"""The wins behind a sum, for `--explain`."""

from __future__ import annotations

import sqlite3

from tinycrm.services.activity.loading_outcomes import load_wins
from tinycrm.services.codes import id_of
from tinycrm.services.outcomes.ripples import Ripple
from tinycrm.services.outcomes.value import Value
from tinycrm.services.records import Win


def of_ripple(db: sqlite3.Connection, ripple: Ripple) -> list[Win]:
    """Return the wins whose amounts are the total of a ripple."""
    return load_wins(db, [id_of(each.id) for each in ripple.nodes if each.money])


def of_brought(db: sqlite3.Connection) -> list[Win]:
    """Return the wins with an amount of all who were brought by somebody."""
    rows = db.execute(
        """
        SELECT id FROM win
        WHERE currency IS NOT NULL
            AND contact_id IN (SELECT brought_id FROM win WHERE brought_id IS NOT NULL)
        ORDER BY won_on, id
        """
    )
    return load_wins(db, [win_id for (win_id,) in rows])


def of_value(db: sqlite3.Connection, value: Value) -> tuple[list[Win], list[Win]]:
    """Return the wins behind what came from somebody: their own, and through others."""
    own, brought = (
        load_wins(db, [id_of(each) for each in records])
        for records in (value.own_records, value.brought_records)
    )
    return own, brought
