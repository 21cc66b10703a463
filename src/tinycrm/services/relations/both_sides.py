"""Reading relations between people: one row says it, and both cards show it.

The row belongs to the contact it was written at. What the other one's card shows is computed,
and left out where that card says the same itself. A name without a link is text; it is shown
as a contact while exactly one contact has this whole name, compared folded.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tinycrm.services.codes import code
from tinycrm.services.records import Related
from tinycrm.services.sql import rows_of
from tinycrm.text import fold
from tinycrm.values import NamedTuple


class RelationEntry(NamedTuple):
    """A row as one of its two contacts sees it: `own` has `label` with `other`, if known."""

    row_id: int
    own: int
    label: str
    other: int | None
    name: str

    @property
    def related(self) -> Related:
        """Return it as the contact's record has it."""
        return Related(self.label, code("contact", self.other) if self.other else None, self.name)


_OWN = """
    SELECT relation.id, relation.contact_id, relation.label, other.id,
        coalesce(other.name, relation.name)
    FROM relation LEFT JOIN contact AS other ON other.id = coalesce(relation.other_id, (
        SELECT iif(count(*) = 1, max(namesake.id), NULL) FROM contact AS namesake
        WHERE namesake.folded = relation.folded AND namesake.id <> relation.contact_id
    ))
    WHERE relation.contact_id IN ({})
    ORDER BY relation.id
"""
_LINKED = """
    SELECT relation.id, relation.other_id, relation.label, holder.id, holder.name
    FROM relation JOIN contact AS holder ON holder.id = relation.contact_id
    WHERE relation.other_id IN ({})
    ORDER BY relation.id
"""
_NAMED = """
    SELECT relation.id, own.id, relation.label, holder.id, holder.name
    FROM relation
        CROSS JOIN contact AS own ON own.folded = relation.folded
        CROSS JOIN contact AS holder ON holder.id = relation.contact_id
    WHERE relation.other_id IS NULL AND own.id <> holder.id
        AND relation.folded IN (SELECT folded FROM contact WHERE id IN ({}))
        AND NOT EXISTS (
            SELECT 1 FROM contact AS namesake
            WHERE namesake.folded = own.folded AND namesake.id NOT IN (own.id, holder.id)
        )
    ORDER BY relation.id
"""


def entries_of(db: sqlite3.Connection, ids: Sequence[int]) -> list[RelationEntry]:
    """Return every row that these contacts are in, those of their own first."""
    found = [RelationEntry(*row) for row in rows_of(db, _OWN, ids)]
    from_others = (row for sql in (_LINKED, _NAMED) for row in rows_of(db, sql, ids))
    return [*found, *(_from_other_side(RelationEntry(*row)) for row in from_others)]


def _from_other_side(each: RelationEntry) -> RelationEntry:
    from tinycrm.services.relations.relation_labels import from_other_side  # few are named so

    return each._replace(label=from_other_side(each.label))


def rows_naming(db: sqlite3.Connection, contact_id: int) -> list[int]:
    """Return the ids of the rows of others in which a name means this contact, without a link."""
    entries = (RelationEntry(*row) for row in rows_of(db, _NAMED, [contact_id]))
    return [each.row_id for each in entries if each.own == contact_id]


def load_related(db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[Related, ...]]:
    """Return the relations of these contacts, from either side, each once."""
    entries = entries_of(db, ids)
    if not entries:
        return {}
    from tinycrm.services.relations.relation_labels import neutral  # most have no relations

    found: dict[int, dict[tuple[object, ...], Related]] = {}
    for each in entries:
        same = (neutral(each.label), each.other or fold(each.name))
        found.setdefault(each.own, {}).setdefault(same, each.related)
    return {own: tuple(related.values()) for own, related in found.items()}
