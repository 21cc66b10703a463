"""Saved filters: `@vips` in a filter is the words that were saved under that name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from tinycrm.errors import NotFound, UsageProblem
from tinycrm.rules import parse_text
from tinycrm.services.codes import batch_code
from tinycrm.store import writing
from tinycrm.text import visible
from tinycrm.values import NamedTuple

_DEEPEST = 20  # filters inside of each other, where one is a part of an or


def expanded(db: sqlite3.Connection, words: Sequence[str]) -> list[str]:
    """Return the words with each @saved filter replaced by its own words, each word once.

    A filter that is used twice is read once: twenty filters that each use the one before twice
    would be a million words. One that is part of an or, `@vips,tag:lead`, stays as it is.
    """
    found: dict[str, None] = {}
    read: set[str] = set()
    open_: list[tuple[str, Iterator[str]]] = [("", iter(words))]
    while open_:
        word = next(open_[-1][1], None)
        if word is None:
            open_.pop()
        elif not word.startswith("@") or len(word) == 1 or _is_one_of_several(db, word):
            found[word] = None
        elif word[1:] in (name for name, _ in open_):
            raise UsageProblem(f"The filter {visible(word)} refers to itself.")
        elif word not in read:
            read.add(word)
            open_.append((word[1:], iter(_saved_words(db, word))))
    return list(found)


def _is_one_of_several(db: sqlite3.Connection, word: str) -> bool:
    """Return whether a comma in the word means or; an older store may have it in a name."""
    if "," not in word:
        return False
    name = (word[1:],)
    return db.execute("SELECT 1 FROM segment WHERE name = ?", name).fetchone() is None


def find_saved(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return name and words of every saved filter, by name."""
    rows = db.execute("SELECT name, filter FROM segment ORDER BY name")
    return [(row["name"], row["filter"].replace("\n", " ")) for row in rows]


def keep(db: sqlite3.Connection, name: str, words: Sequence[str]) -> str:
    """Store a filter under a name, replacing an older one; return the name without its @.

    Whether the filter is valid is for the caller to see. Raises UsageProblem for a bad name.
    """
    name = _parse_name(name)
    if "," in name:
        raise UsageProblem("The name of a filter cannot have a comma.", "In a filter it means or.")
    db.execute(
        """
        INSERT INTO segment (name, filter)
        VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET filter = excluded.filter
        """,
        (name, "\n".join(words)),
    )
    return name


def _parse_name(typed: str) -> str:
    """Return the name of a filter, which may be typed with its @."""
    return parse_text(typed.strip().removeprefix("@"), "filter's name")


class DeletedFilter(NamedTuple):
    """A filter that was deleted; `used_by` are the names of filters that still have it in them."""

    name: str
    words: tuple[str, ...]
    used_by: tuple[str, ...]
    batch: str | None


def delete(typed: str) -> DeletedFilter:
    """Delete a saved filter, with or without its @; the people stay. Raises NotFound."""
    name = _parse_name(typed)
    with writing(f"delete @{name}") as work:
        words = _saved_words(work.db, f"@{name}")
        work.db.execute("DELETE FROM segment WHERE name = ?", (name,))
        used_by = tuple(other for other, text in find_saved(work.db) if _uses(text, name))
    return DeletedFilter(name, tuple(words), used_by, batch_code(work.batch))


def _uses(filter_: str, name: str) -> bool:
    """Return whether `@name` is in the words of a filter, also as a part of an or."""
    parts = (part for word in filter_.split() for part in word.split(","))
    return f"@{name}" in parts


def check_depth(name: str, inside: Sequence[str]) -> None:
    """Raise UsageProblem for a filter inside of itself, or of too many others."""
    if name in inside:
        raise UsageProblem(f"The filter {visible(f'@{name}')} refers to itself.")
    if len(inside) >= _DEEPEST:
        raise UsageProblem(f"More than {_DEEPEST} saved filters are inside of each other.")


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
