"""Pairs of contacts that may be one person, each with its reasons.

Not all pairs are compared, only those within a block: contacts who share an address, a
number, a name, the words of a name in any order, a nickname, or all letters but one.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice
from typing import NamedTuple, TypeVar

from tinycrm.services.people.name_likeness import contradicts, is_several, name_words
from tinycrm.services.people.phone_likeness import number_key, same_number
from tinycrm.text import fold_forms

K = TypeVar("K")

CROWD = 8
"""When more people than this have one address or number, it says nothing about any pair."""

NEAR = 90
"""From 0 to 100: two names at least this similar may be one name, misspelled."""

REASONS = (
    "email", "phone", "name", "order", "nickname", "middle", "spelling", "namesake", "misspelled",
    "shared",
)  # fmt: skip
"""The reasons, the strongest first."""

WEAKER = ("namesake", "misspelled", "shared")
"""The reasons of pairs that something speaks against."""

_BECAUSE = {
    "name": "the same name",
    "order": "the same name in another order",
    "nickname": "a nickname of one is the other's name",
    "middle": "the same except for a middle name",
    "spelling": "nearly the same name",
    "namesake": "the same name, but different addresses or numbers",
    "misspelled": "nearly the same name, but different addresses or numbers",
}
_AGAINST = {"name": "namesake", "order": "namesake", "spelling": "misspelled"}
"""The reason when addresses or numbers speak against it; other reasons do not count then."""

Pair = tuple[int, int]


class _People(NamedTuple):
    """What is compared, by contact id. Points, in normal form, are by kind first."""

    names: Mapping[int, str]
    words: Mapping[int, list[str]]
    nicknames: Mapping[int, list[str]]
    points: Mapping[str, Mapping[int, set[str]]]


def find_pairs(db: sqlite3.Connection) -> dict[Pair, dict[str, str]]:
    """Return the pairs, the smaller id first, with their reasons and these in words."""
    people = _load(db)
    reasons: dict[Pair, dict[str, str]] = defaultdict(dict)
    for pair, reason, because in _find(people):
        if not _is_couple(people, pair):
            reasons[pair].setdefault(reason, because)
    return reasons


def _is_couple(people: _People, pair: Pair) -> bool:
    """Return whether one is a couple and the other is not: perhaps one of the two."""
    return is_several(people.names[pair[0]]) != is_several(people.names[pair[1]])


def _load(db: sqlite3.Connection) -> _People:
    names: dict[int, str] = dict(map(tuple, db.execute("SELECT id, name FROM contact")))
    nicknames: dict[int, list[str]] = defaultdict(list)
    points: dict[str, dict[int, set[str]]] = {"email": {}, "phone": {}}
    forms = _one_form(db)
    for row_id, name in db.execute("SELECT contact_id, name FROM nickname"):
        nicknames[row_id].append(name)
    for row_id, kind, normal in db.execute(
        "SELECT contact_id, kind, normal FROM contact_point WHERE kind IN ('email', 'phone')"
    ):
        points[kind].setdefault(row_id, set()).add(forms.get(normal, normal))
    words = {row_id: name_words(name) for row_id, name in names.items()}
    return _People(names, words, nicknames, points)


_MOST_FORMS = 50
"""Numbers that end alike and are compared: with more of them they are not forms of one."""


def _one_form(db: sqlite3.Connection) -> dict[str, str]:
    """Return the first of the forms of one number for each that was written in several."""
    ends: dict[str, dict[str, str]] = defaultdict(dict)
    for normal, value in db.execute(
        "SELECT normal, min(value) FROM contact_point WHERE kind = 'phone' GROUP BY normal"
    ):
        ends[number_key(value)][normal] = value
    found: dict[str, str] = {}
    for forms in ends.values():
        firsts: list[str] = []
        for normal, value in islice(forms.items(), _MOST_FORMS):
            same = next((each for each in firsts if same_number(value, forms[each])), None)
            if same is None:
                firsts.append(normal)
            else:
                found[normal] = same
    return found


# ── comparing ────────────────────────────────────────────────────────────────────────────


def _find(people: _People) -> Iterator[tuple[Pair, str, str]]:
    """Yield pairs with reasons; a pair may occur several times."""
    yield from _by_points(people)
    for reason, pairs in (
        ("name", _by_name(people)),
        ("order", _by_order(people)),
        ("nickname", _by_nickname(people)),
        ("middle", _by_ends(people)),
        ("spelling", _by_spelling(people)),
    ):
        for pair in pairs:
            against = _points_differ(people, pair)
            if against and reason == "spelling" and not _is_slip(people, pair):
                continue
            found = _AGAINST.get(reason) if against else reason
            if found:
                yield pair, found, _BECAUSE[found]


def _is_slip(people: _People, pair: Pair) -> bool:
    """Return whether two names differ by a letter that was left out, or only in the last name.

    Another letter in a first name makes another name of it: Maria, Marie.
    """
    one, other = (people.words[i] for i in pair)
    return one[0] == other[0] or len("".join(one)) != len("".join(other))


def _by_points(people: _People) -> Iterator[tuple[Pair, str, str]]:
    """Yield pairs that share an address or a number; with different names, perhaps a household."""
    for kind, points in people.points.items():
        keys = ((normal, i) for i, normals in points.items() for normal in normals)
        for normal, ids in _blocks(keys):
            because = f"the same {'e-mail' if kind == 'email' else 'number'} {normal}"
            for pair in _pairs(ids) if len(ids) <= CROWD else ():
                if not _names_contradict(people, pair):
                    yield pair, kind, because
                elif kind == "email":
                    yield pair, "shared", f"{because}, but different names"


def _names_contradict(people: _People, pair: Pair) -> bool:
    ours, theirs = ([people.names[i], *people.nicknames.get(i, ())] for i in pair)
    return all(contradicts(a, b) for a in ours for b in theirs)


def _pairs(ids: Iterable[int]) -> Iterator[Pair]:
    """Yield the pairs of a block. In a large block, only pairs with the first, to limit them."""
    listed = sorted(set(ids))
    if len(listed) <= CROWD:
        yield from combinations(listed, 2)
    else:
        yield from ((listed[0], each) for each in listed[1:])


def _points_differ(people: _People, pair: Pair) -> bool:
    """Return whether both have addresses, or both have numbers, with none in common."""
    one, other = pair
    return any(
        one in points and other in points and points[one].isdisjoint(points[other])
        for points in people.points.values()
    )


def _blocks(keys: Iterable[tuple[K, int]]) -> Iterator[tuple[K, list[int]]]:
    """Yield each key that two or more contacts share, with their ids."""
    blocks: dict[K, list[int]] = defaultdict(list)
    for key, row_id in keys:
        blocks[key].append(row_id)
    return ((key, ids) for key, ids in blocks.items() if len(ids) > 1)


def _by_name(people: _People) -> Iterator[Pair]:
    keys = ((form, i) for i, name in people.names.items() for form in fold_forms(name))
    for _, ids in _blocks(keys):
        yield from _pairs(ids)


def _by_order(people: _People) -> Iterator[Pair]:
    """Yield pairs whose names are the same words in another order: Lovelace, Ada."""
    keys = ((tuple(sorted(words)), i) for i, words in people.words.items() if len(words) > 1)
    for _, ids in _blocks(keys):
        for pair in _pairs(ids):
            if people.words[pair[0]] != people.words[pair[1]]:
                yield pair


def _by_nickname(people: _People) -> Iterator[Pair]:
    """Yield pairs where a nickname, alone or with the last name, is the other's whole name."""
    whole: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for row_id, words in people.words.items():
        whole[tuple(words)].append(row_id)
    for row_id, nicknames in people.nicknames.items():
        last = people.words[row_id][-1:]
        for words in map(name_words, nicknames):
            for called in (tuple(words), (*words, *last)):
                others = [i for i in whole.get(called, ()) if i != row_id]
                if len(called) > 1 and len(others) <= CROWD:
                    yield from ((min(i, row_id), max(i, row_id)) for i in others)


def _by_ends(people: _People) -> Iterator[Pair]:
    """Yield pairs with the same first and last name, where one has more names in between."""
    keys = (((words[0], words[-1]), i) for i, words in people.words.items() if len(words) > 1)
    for _, ids in _blocks(keys):
        for pair in _pairs(ids) if len(ids) <= CROWD else ():
            few, many = sorted((people.words[i] for i in pair), key=len)
            if len(few) < len(many) and set(few) <= set(many):
                yield pair


def _by_spelling(people: _People) -> Iterator[Pair]:
    """Yield pairs whose names differ in one letter: left out, added, changed or swapped.

    Such names share a form when each of their letters is left out in turn.
    """
    from rapidfuzz import fuzz

    spelled = {i: " ".join(sorted(words)) for i, words in people.words.items() if len(words) > 1}
    names = {name for name in spelled.values() if len(name) >= 8}
    owners: dict[str, list[int]] = defaultdict(list)
    for row_id, name in spelled.items():
        owners[name].append(row_id)
    seen: set[tuple[str, str]] = set()
    for group in _near(names):
        for one, other in combinations(sorted(group), 2):
            if (one, other) in seen or fuzz.ratio(one, other) < NEAR:
                continue
            seen.add((one, other))
            yield from _across(owners[one], owners[other])


def _near(names: Iterable[str]) -> Iterator[set[str]]:
    blocks: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for each in {name, *(name[:n] + name[n + 1 :] for n in range(len(name)))}:
            blocks[each].append(name)
    return (set(block) for block in blocks.values() if 1 < len(block) <= CROWD)


def _across(ours: Sequence[int], theirs: Sequence[int]) -> Iterator[Pair]:
    if len(ours) * len(theirs) <= CROWD:
        for one in ours:
            for other in theirs:
                yield min(one, other), max(one, other)
