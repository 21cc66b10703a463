"""How each table of the store goes into an export and comes back: one list for both directions.

A new table is one line: in PLAIN if its rows are records, in PARTS if a contact has a list of
them. A test compares CARRIED with the tables of the store.
"""

from __future__ import annotations

from tinycrm.values import NamedTuple


class PlainTable(NamedTuple):
    """A table whose rows are lines of an export, with the names of its columns.

    `links` are fields with the code of another record, by their table; the column of `brought`
    is `brought_id`. `lists` are fields with several codes: each by the table that links them,
    and the table of the other record.
    """

    table: str
    columns: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = (("contact", "contact"),)
    lists: tuple[tuple[str, str, str], ...] = ()


class PartTable(NamedTuple):
    """A table whose rows are a list in the line of their contact, called `field` there.

    `link` is the column with the id of another contact, whose code is in the field `id`.
    `same` are the columns in which no two rows of a contact are equal. `words` is the column that
    is searched, `words_if` one that says whether it is.
    """

    field: str
    table: str
    columns: tuple[str, ...]
    same: tuple[str, ...]
    link: str | None = None
    words: str = ""
    words_if: str = ""


PLAIN = (
    PlainTable(
        "win",
        (
            "uid", "kind", "text", "won_on", "amount_minor", "currency", "snoozed_until",
            "created_at",
        ),
        links=(("contact", "contact"), ("brought", "contact")),
        lists=(("because", "win_cause", "note"),),
    ),
    PlainTable(
        "deal",
        (
            "uid", "text", "amount_minor", "currency", "opened_on", "until_on", "lost_on", "reason",
            "snoozed_until", "created_at",
        ),
        links=(("contact", "contact"), ("win", "win")),
    ),
    PlainTable("feedback", ("uid", "score", "text", "given_on", "created_at")),
    PlainTable("perk", ("uid", "text", "until_on", "used_on", "snoozed_until", "created_at")),
)  # fmt: skip
"""In the order of an export; a table comes after those that it links to."""

RELATED = PartTable(
    "related", "relation", ("label", "name", "source"), ("label", "name"), "other_id", "name"
)
PARTS = (
    RELATED,
    PartTable(
        "cards",
        "card",
        ("source", "href", "uid", "name", "body", "seen_at"),
        ("source", "href", "uid", "name", "body"),
        words="name",
    ),
    PartTable(
        "extra",
        "extra",
        ("source", "key", "value", "unread"),
        ("source", "key", "value"),
        words="value",
        words_if="unread",
    ),
    PartTable("asks", "ask", ("about", "asked_on", "hidden_until", "never"), ("about", "asked_on")),
)

_OTHERS = {
    "contact": "contact", "contact_point": "contact", "nickname": "contact",
    "occasion": "contact", "fact": "contact", "tag": "contact", "contact_tag": "contact",
    "note": "note", "note_contact": "note", "note_tag": "note", "note_issue": "note",
    "reminder": "reminder", "issue": "issue", "segment": "filter", "distinct_pair": "distinct",
    "external_key": "key",
}  # fmt: skip

CARRIED = {
    **_OTHERS,
    **{each.table: each.table for each in PLAIN},
    **{through: each.table for each in PLAIN for _, through, _ in each.lists},
    **{each.table: "contact" for each in PARTS},
}
"""Every table of the store, with the kind of line that carries it."""
