"""What became of a contact or a note: the tree outward, with the value of each branch."""

from __future__ import annotations

import sqlite3
from datetime import date

from tinycrm.errors import UsageProblem
from tinycrm.money import Money, from_columns, totals
from tinycrm.services.codes import code, id_of, table_of
from tinycrm.services.outcomes import outcome_links
from tinycrm.services.outcomes.outcome_links import Node
from tinycrm.services.sql import rows_of, stored_day
from tinycrm.values import NamedTuple


class RippleNode(NamedTuple):
    """A contact, a note or a win. `name` is the contact, the kind, or `brought Ewa Lis`.

    `value` is what all wins from here outward brought, each counted once; `money` that of a win
    alone. `has_bought` is False for somebody brought from whom nothing came yet.
    """

    id: str
    kind: str
    name: str
    text: str
    on: date | None
    money: Money | None
    value: tuple[Money, ...]
    has_bought: bool


class RippleEdge(NamedTuple):
    """One node leads to another, by their codes."""

    start: str
    end: str


class Ripple(NamedTuple):
    """What became of `root`: nodes and edges in the order they are read, and the sum of all."""

    root: str
    nodes: tuple[RippleNode, ...]
    edges: tuple[RippleEdge, ...]
    total: tuple[Money, ...]
    people: int


def read_ripple(db: sqlite3.Connection, root: str) -> Ripple:
    """Return what became of a contact, a note or a win, by its code.

    Raises UsageProblem for a record of another kind.
    """
    table = table_of(root)
    if table not in _ROWS:
        raise UsageProblem(
            f"{root} is a {table}: nothing comes of it by itself.",
            "crm ripple takes a contact, a note or a win: c3, n44, w9.",
        )
    links = outcome_links.outward(db, (table, id_of(root)))
    details = load_details(db, links)
    nodes = tuple(_node(node, links, details) for node in links)
    return Ripple(
        root=root,
        nodes=nodes,
        edges=tuple(
            RippleEdge(code(*start), code(*end)) for start, ends in links.items() for end in ends
        ),
        total=totals(details[node].money for node in links),
        people=sum(table == "contact" for table, _ in links) - (table == "contact"),
    )


class Detail(NamedTuple):
    """What a node says by itself."""

    name: str
    text: str = ""
    on: date | None = None
    money: Money | None = None


_ROWS = {
    "contact": "SELECT id, name, '' AS text, NULL AS day, NULL AS minor, NULL AS currency"
    " FROM contact WHERE id IN ({})",
    "note": "SELECT id, kind AS name, body AS text, happened_on AS day, NULL AS minor,"
    " NULL AS currency FROM note WHERE id IN ({})",
    "win": """
        SELECT win.id, iif(brought_id IS NULL, win.kind, 'brought ' || contact.name) AS name,
            text, won_on AS day, amount_minor AS minor, currency
        FROM win LEFT JOIN contact ON contact.id = brought_id
        WHERE win.id IN ({})
    """,
}


def load_details(db: sqlite3.Connection, nodes: dict[Node, list[Node]]) -> dict[Node, Detail]:
    """Return what each node says."""
    found = {}
    for table, sql in _ROWS.items():
        for row in rows_of(db, sql, [own for kind, own in nodes if kind == table]):
            day = stored_day(row["day"])
            money = from_columns(row["minor"], row["currency"])
            found[table, row["id"]] = Detail(row["name"], row["text"], day, money)
    return found


def _node(node: Node, links: dict[Node, list[Node]], details: dict[Node, Detail]) -> RippleNode:
    own = details[node]
    reached = _reached(node, links)
    return RippleNode(
        id=code(*node),
        kind=node[0],
        name=own.name,
        text=own.text,
        on=own.on,
        money=own.money,
        value=totals(details[each].money for each in reached),
        has_bought=any(details[each].money for each in reached),
    )


def _reached(start: Node, links: dict[Node, list[Node]]) -> set[Node]:
    """Return a node and all that it leads to, each once."""
    found, waiting = {start}, [start]
    while waiting:
        new = [each for each in links[waiting.pop()] if each not in found]
        found.update(new)
        waiting += new
    return found
