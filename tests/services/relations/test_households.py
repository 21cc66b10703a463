"""Cards of several people."""

from __future__ import annotations

from tests.rows import for_each
from tinycrm.services.relations.households import given_names


@for_each(
    ("name", "found"),
    [
        ("Ewa & Piotr", "ewa piotr"), ("Ewa&Piotr Nowak", "ewa piotr"),
        ("Ewa Maria and Piotr Nowak", "ewa piotr"), ("Ewa i Piotr", "ewa piotr"),
        ("Jan, Ewa & Ida", "jan ida"), ("Ewa + Piotr", "ewa piotr"),
        ("Łucja und Ida", "lucja ida"), ("Ewa Nowak", ""), ("Ewa I Nowak", ""), ("Ewa &", ""),
        ("& Sons", ""), ("And", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_first_names_of_several_people(name: str, found: str):
    assert given_names(name) == frozenset(found.split())
