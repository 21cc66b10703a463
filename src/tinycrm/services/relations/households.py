"""Cards of several people: “Ewa & Piotr Nowak”."""

from __future__ import annotations

import sqlite3

from tinycrm.text import fold, fold_forms

_AND = frozenset(("&", "+", "and", "und", "et", "oraz", "och", "og", "ja", "en"))
_AND_IF_SMALL = frozenset("iyeu")
"""“Ewa i Piotr”; as a capital it is an initial."""


def is_and(word: str) -> bool:
    """Return whether a word is the “and” between the names of two people."""
    return word.lower() in _AND or word in _AND_IF_SMALL


def given_names(name: str) -> frozenset[str]:
    """Return the first names in a name of several people, folded; of one person's name none."""
    firsts: list[str] = []
    is_first = True
    for word in name.replace("&", " & ").split():
        if is_first and any(map(str.isalnum, word)):
            firsts.append(word.strip(".,;"))
        is_first = is_and(word)
    return frozenset(fold(each) for each in firsts) if len(firsts) > 1 else frozenset()


def households_of(db: sqlite3.Connection, first_name: str) -> list[int]:
    """Return the ids of the cards of several people, one of whom has this first name."""
    forms = fold_forms(first_name)
    if any(" " in form or not form.isalnum() for form in forms):
        return []
    asked = " OR ".join(f'"{form}"' for form in sorted(forms))
    rows = db.execute(
        """
        SELECT id, name FROM contact
        WHERE kind <> 'organization' AND id IN (
            SELECT rowid FROM contact_fts WHERE contact_fts MATCH ?
        )
        """,
        (f"{{folded}} : ({asked})",),
    )
    return [
        row["id"]
        for row in rows
        if any(not forms.isdisjoint(each.split("\n")) for each in given_names(row["name"]))
    ]
