"""Whether two phone numbers are one number, in whatever form each was written.

Two forms count as one only if both have at least seven digits and end in the same seven; the
store has an index of these. Only such a pair loads phonenumbers, which reads a number by the
rules of its country: the one after the +, else the owner's (`country` in the config, or the
locale), else that of the other number. Shorter numbers are compared as they are written.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from tinycrm import config
from tinycrm.contact_points import normal_phone

ENOUGH = 7
"""So many digits two forms of one number have in common at their ends."""
MOST_PAIRS = 10
"""Pairs of numbers with such ends that are read for one person; nobody has more."""


def number_key(number: str) -> str:
    """Return what all forms of one number share: its last seven digits, or all it has."""
    return normal_phone(number)[-ENOUGH:]


def same_number(one: str, other: str) -> bool:
    """Return whether two written numbers are one number; extensions must agree too."""
    ours, theirs = normal_phone(one), normal_phone(other)
    if ours == theirs:
        return True
    if min(len(ours), len(theirs)) < ENOUGH or ours[-ENOUGH:] != theirs[-ENOUGH:]:
        return False
    if len(ours) == len(theirs) and one[:1] == other[:1] == "+":
        return False  # both are whole: the one is not the other with a zero or a word more
    from tinycrm import phone_countries  # 50 ms, for few numbers

    is_home_asked = not one[:1] == other[:1] == "+"
    return phone_countries.are_one(one, other, home_country() if is_home_asked else "")


class Comparing:
    """Compares numbers that end alike by their countries, up to `left` pairs of them."""

    def __init__(self, left: int = MOST_PAIRS) -> None:
        self.left = left

    def is_one_of(self, number: str, alike: Sequence[str]) -> bool:
        """Return whether a number is one of these; what is not compared counts as different."""
        read = alike[: self.left]
        self.left -= len(read)
        return first_same(number, read) is not None


def first_same(number: str, known: Iterable[str]) -> str | None:
    """Return the first of the known numbers that is this one, None if there is none."""
    return next((each for each in known if same_number(number, each)), None)


def share_number(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return whether two lists have a number in common; of very many forms only the first are read.

    Most are the same as they are written.
    """
    keys = set(map(number_key, theirs))
    alike = [each for each in ours if number_key(each) in keys]
    if not alike:
        return False
    if not {*map(normal_phone, alike)}.isdisjoint(map(normal_phone, theirs)):
        return True
    by_key: dict[str, list[str]] = {}
    for each in theirs:
        by_key.setdefault(number_key(each), []).append(each)
    pairs = ((each, other) for each in alike for other in by_key[number_key(each)])
    return any(same_number(*pair) for pair in islice(pairs, MOST_PAIRS))


def contacts_with_number(db: sqlite3.Connection, number: str) -> list[int]:
    """Return the ids of the contacts that have this number in any form."""
    normal = normal_phone(number)
    rows = db.execute(
        """
        SELECT contact_id, normal, value FROM contact_point
        WHERE kind = 'phone' AND length(normal) > 6 AND substr(normal, -7) = ?
        """
        if len(normal) >= ENOUGH
        else """
        SELECT contact_id, normal, value FROM contact_point
        WHERE kind = 'phone' AND normal = ?
        """,
        (normal[-ENOUGH:],),
    ).fetchall()
    forms = {row["normal"]: row["value"] for row in rows}
    same = {form for form, value in forms.items() if same_number(number, value)}
    return [row["contact_id"] for row in rows if row["normal"] in same]


# ── the country ──────────────────────────────────────────────────────────────────────────


def home_country() -> str:
    """Return the owner's country as two letters, from the config or the locale, else ""."""
    return config.load().country or locale_country(os.environ)


def locale_country(env: Mapping[str, str]) -> str:
    """Return the country of the locale for phone numbers, `de_DE.UTF-8`; "" if it has none."""
    names = (env.get(name) for name in ("LC_ALL", "LC_TELEPHONE", "LANG"))
    locale = next(filter(None, names), "")
    country = locale.partition(".")[0].partition("@")[0].partition("_")[2]
    return country.upper() if len(country) == 2 and country.isalpha() else ""
