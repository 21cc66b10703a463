"""Adding and removing list items: +vip, -lead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from tinycrm.contact_points import Point, PointKind
from tinycrm.services.people.phone_likeness import same_number
from tinycrm.services.records import Labelled, Related
from tinycrm.services.relations.relation_labels import neutral
from tinycrm.tagging import parse_tags, split_list
from tinycrm.text import fold

T = TypeVar("T")


class ListEdit(NamedTuple, Generic[T]):
    """An item to add to a list if `wanted`, else to remove from it."""

    wanted: bool
    value: T


def labelled(point: Point) -> Labelled:
    """Return a contact point as it is in a contact's list of its kind."""
    return Labelled(point.value, point.label or None)


def points(
    now: tuple[Labelled, ...], kind: PointKind, edits: Iterable[ListEdit[Point]]
) -> tuple[Labelled, ...]:
    """Return the changed points; an existing one takes the new spelling and label."""
    result = {Point(kind, each.value).normal: each for each in now}
    for wanted, point in edits:
        if point.kind != kind:
            continue
        key = _key(point, result)
        if wanted:
            known = result.get(key)
            label = point.label or (known.label if known else None)
            result[key] = Labelled(point.value, label or None)
        else:
            result.pop(key, None)
    return tuple(result.values())


def _key(point: Point, now: dict[str, Labelled]) -> str:
    """Return the normal form of a point, or that of the same number in another form."""
    if point.kind != "phone" or point.normal in now:
        return point.normal
    same = (key for key, each in now.items() if same_number(point.value, each.value))
    return next(same, point.normal)


def names(now: tuple[str, ...], edits: Iterable[ListEdit[str]]) -> tuple[str, ...]:
    """Return the changed names; a name to remove is compared folded."""
    result = list(now)
    for wanted, name in edits:
        if wanted and name not in result:
            result.append(name)
        elif not wanted:
            result = [each for each in result if fold(each) != fold(name)]
    return tuple(result)


def tags(now: tuple[str, ...], edits: Iterable[ListEdit[str]]) -> tuple[str, ...]:
    """Return the changed tags, compared folded, each once."""
    result = {fold(each): each for each in now}
    for wanted, name in edits:
        if wanted:
            result.setdefault(fold(name), name)
        else:
            result.pop(fold(name), None)
    return tuple(result.values())


def parse_tag_edits(typed: Sequence[str]) -> tuple[ListEdit[str], ...]:
    """Read `+vip,-lead`; a tag without a sign has that of the one before it.

    A tag of an older version may contain a comma: it is removed by its whole text.
    """
    edits = [
        ListEdit(False, each[1:].strip()) for each in typed if each.startswith("-") and "," in each
    ]
    for each in typed:
        sign = "+"
        for part in split_list(each) or [each]:
            is_signed = part[:1] in ("+", "-")
            sign = part[0] if is_signed else sign
            edits += [ListEdit(sign == "+", tag) for tag in parse_tags([part[is_signed:]])]
    return tuple(edits)


def related(now: tuple[Related, ...], edits: Iterable[ListEdit[Related]]) -> tuple[Related, ...]:
    """Return the changed relations.

    One to remove names its person by code or by beginnings of their names; without a name all
    with its label go. One with a link takes the place of the same person as text.
    """
    result = list(now)
    for wanted, edit in edits:
        same = [each for each in result if neutral(each.label) == neutral(edit.label)]
        if not wanted:
            gone = [each for each in same if _is_meant(edit.name, each)]
        else:
            gone = [each for each in same if edit.id and not each.id and _is_meant(each.name, edit)]
        result = [each for each in result if each not in gone]
        if wanted and edit not in result:
            result.append(edit)
    return tuple(result)


def _is_meant(typed: str, each: Related) -> bool:
    words = fold(each.name).split()
    return typed.lower() == each.id or all(
        any(word.startswith(part) for word in words) for part in fold(typed).split()
    )


def pairs(now: dict[str, T], edits: Iterable[tuple[str, T | None]]) -> dict[str, T]:
    """Return the changed pairs; None removes one. Keys are compared folded."""
    result = dict(now)
    for typed, value in edits:
        key = next((each for each in result if fold(each) == fold(typed)), typed)
        if value is None:
            result.pop(key, None)
        else:
            result[key] = value
    return result


def codes(now: tuple[str, ...], edits: Iterable[ListEdit[str]]) -> tuple[str, ...]:
    """Return codes with these added and removed, each once."""
    kept = dict.fromkeys(now)
    for wanted, typed in edits:
        if wanted:
            kept.setdefault(typed)
        else:
            kept.pop(typed, None)
    return tuple(kept)
