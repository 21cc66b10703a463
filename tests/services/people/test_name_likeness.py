"""Whether two names can be one person's."""

from __future__ import annotations

from tests.rows import for_each
from tinycrm.services.people.name_likeness import contradicts


@for_each(
    ("one", "other"),
    [
        ("Ada Lovelace", "ada  LOVELACE"),
        ("Ada", "Ada Lovelace"),
        ("A. Lovelace", "Ada Lovelace"),
        ("Lovelace, Ada", "Ada Lovelace"),
        ("Ada Lovelace", "Ada King Lovelace"),
        ("Jürgen Müller", "Juergen Mueller"),
        ("Łukasz", "Lukasz Nowak"),
    ],
)
def test_these_can_be_one(one: str, other: str):
    assert not contradicts(one, other)
    assert not contradicts(other, one)


@for_each(
    ("one", "other"),
    [
        ("Ada Lovelace", "Annabella Byron"),
        ("Ada Lovelace", "Ada Byron"),
        ("B. Lovelace", "Ada Lovelace"),
        ("Ada", "Adam"),
        ("...", "Ada"),
    ],
)
def test_these_can_not(one: str, other: str):
    assert contradicts(one, other)
    assert contradicts(other, one)
