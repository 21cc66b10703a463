"""Saved filters: `@vips` in a filter is the words that were saved under that name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from tinycrm.errors import NotFound, UsageProblem
from tinycrm.text import visible

MOST_WORDS = 200
"""How many different words a filter may have; SQLite compares at most a thousand at once."""


def expanded(db: sqlite3.Connection, words: Sequence[str]) -> list[str]:
    """Return the words with each @saved filter replaced by its own words, each word once.

    A filter that is used twice is read once: twenty filters that each use the one before twice
    would be a million words. Raises UsageProblem for more words than SQLite can compare.
    """
    found: dict[str, None] = {}
    read: set[str] = set()
    open_: list[tuple[str, Iterator[str]]] = [("", iter(words))]
    while open_:
        word = next(open_[-1][1], None)
        if word is None:
            open_.pop()
        elif not word.startswith("@") or len(word) == 1:
            found[word] = None
        elif word[1:] in (name for name, _ in open_):
            raise UsageProblem(f"The filter {visible(word)} refers to itself.")
        elif word not in read:
            read.add(word)
            open_.append((word[1:], iter(_saved_words(db, word))))
    if len(found) > MOST_WORDS:
        raise UsageProblem(
            f"The filter has {len(found)} different words; {MOST_WORDS} are the most."
        )
    return list(found)


def _saved_words(db: sqlite3.Connection, word: str) -> list[str]:
    row = db.execute("SELECT filter FROM segment WHERE name = ?", (word[1:],)).fetchone()
    if row is not None:
        return str(row["filter"]).split("\n")
    known = [each["name"] for each in db.execute("SELECT name FROM segment ORDER BY name")]
    hint = (
        f"The saved filters are @{', @'.join(known)}."
        if known
        else "To save one: crm list FILTER --save NAME"
    )
    raise NotFound(f"No filter is saved as {visible(word)}.", hint, typed=word)
