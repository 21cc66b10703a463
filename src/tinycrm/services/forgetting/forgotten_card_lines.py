"""Lines of other people's cards that link to a contact who is forgotten.

A line like `RELATED;TYPE=spouse:Ada Lovelace` says the same as the relation that was read from it,
which goes too. Other lines that name them are words of somebody else: listed, not changed.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterator

from tinycrm.exchange.vcard_related import PROPERTIES
from tinycrm.services.forgetting.names_in_text import NamePattern

_LINE = re.compile(r"(?:[^\n]*)(?:\n[ \t][^\n]*)*")
"""A line with its continuations."""


def drop(db: sqlite3.Connection, names: NamePattern) -> None:
    """Delete these lines from the cards and from the journal's images of cards."""
    cards = "SELECT id, contact_id, body FROM card WHERE body <> ''"
    for own, contact_id, body in db.execute(cards).fetchall():
        kept = _without(body, names, _linked_names(db, contact_id))
        if kept != body:
            db.execute("UPDATE card SET body = ? WHERE id = ?", (kept, own))
    images = "SELECT id, before FROM change WHERE entity = 'card' AND before IS NOT NULL"
    for own, before in db.execute(images).fetchall():
        image = json.loads(before)
        kept = _without(image["body"], names, _linked_names(db, image["contact_id"]))
        if kept != image["body"]:
            changed = json.dumps(image | {"body": kept}, ensure_ascii=False)
            db.execute("UPDATE change SET before = ? WHERE id = ?", (changed, own))


def _without(body: str, names: NamePattern, linked: Collection[str]) -> str:
    """Return a card without the relations to these names; names of `linked` people stay."""
    if not names.occur_in(body):
        return body
    return "\n".join(line for line in _lines(body) if not _is_theirs(line, names, linked))


def _lines(body: str) -> Iterator[str]:
    return (at.group() for at in _LINE.finditer(body) if at.group() or at.end() < len(body))


def _is_theirs(line: str, names: NamePattern, linked: Collection[str]) -> bool:
    head, _, value = line.replace("\n ", "").replace("\n\t", "").partition(":")
    name = head.partition(";")[0].rpartition(".")[2].upper()
    return name in PROPERTIES and names.occur_in(value) and not any(e in value for e in linked)


def _linked_names(db: sqlite3.Connection, contact_id: int) -> list[str]:
    """Return the names under which other contacts are linked to this one."""
    sql = "SELECT name FROM relation WHERE contact_id = ? AND other_id IS NOT NULL"
    return [name for (name,) in db.execute(sql, (contact_id,))]
