"""Changes on both sides of a card, merged by field against the card as it was last seen.

A field that changed on one side is taken from there; where both changed it to something else,
ours stays. What some programs do not know at all (tags, dates, user names, relations) is only
taken away where the card still has another one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from tinycrm.contact_points import Point
from tinycrm.days import YearlyDay
from tinycrm.exchange.cards import Card, NamedRelative
from tinycrm.values import NamedTuple

SINGLE = ("name", "kind", "organization", "title", "birthday")
_SAID = {
    "birthday": "birthday", "phone": "phones", "email": "emails", "address": "addresses",
    "url": "urls", "handle": "handles",
}  # fmt: skip


class MergedCard(NamedTuple):
    """A merged card, the fields taken from the other side, and those in which ours stayed."""

    card: Card
    taken: tuple[str, ...]
    kept: tuple[str, ...]


def merge(base: Card, ours: Card, theirs: Card) -> MergedCard:
    """Return our card with what changed on the other side since `base` was seen."""
    taken: dict[str, Any] = {}
    kept: list[str] = []
    for field in SINGLE:
        before, here, there = (getattr(card, field) for card in (base, ours, theirs))
        if there in (before, here):
            continue
        if here == before:
            taken[field] = there
        else:
            kept.append(field)
    for field, alike, group, is_common in _LISTS:
        before, here, there = (getattr(card, field) for card in (base, ours, theirs))
        found = _merge_lists(before, here, there, _Rule(alike, group, is_common))
        if found.items != here:
            taken[field] = found.items
        kept += [_SAID.get(each, field) for each in found.kept]
    return MergedCard(
        replace(ours, **taken), tuple(_fields_of(ours, taken)), tuple(dict.fromkeys(kept))
    )


def _fields_of(ours: Card, taken: dict[str, Any]) -> Sequence[str]:
    """Return the names of the fields, as a contact's record has them."""
    fields = []
    for name, value in taken.items():
        if name == "points":
            differing = set(value) ^ set(ours.points)
            fields += sorted({_SAID[point.kind] for point in differing})
        else:
            fields.append(name)
    return fields


def distance(one: Card, other: Card) -> int:
    """Return in how many values two cards differ."""
    single: int = sum(getattr(one, f) != getattr(other, f) for f in (*SINGLE, "note"))
    return single + sum(len(set(getattr(one, f)) ^ set(getattr(other, f))) for f, *_ in _LISTS)


# ── lists ────────────────────────────────────────────────────────────────────────────────


class _Rule(NamedTuple):
    """How the items of a list are compared.

    Two are `alike` when they are one with another label or form; they are of one `group` when
    one may have taken the place of the other. `is_common`: every program knows such an item.
    """

    alike: Callable[[Any], object]
    group: Callable[[Any], object]
    is_common: Callable[[Any], bool]


class _MergedList(NamedTuple):
    items: tuple[Any, ...]
    kept: list[str]


def _merge_lists(
    base: tuple[Any, ...], ours: tuple[Any, ...], theirs: tuple[Any, ...], rule: _Rule
) -> _MergedList:
    result, kept = list(ours), []
    gone = [each for each in base if each not in theirs]
    gone_here = [each for each in base if each not in ours]
    new_here = [each for each in ours if each not in base]
    for each in (each for each in theirs if each not in base):
        before = _predecessor(each, gone, rule)
        if before is not None:
            gone.remove(before)
        if any(rule.alike(each) == rule.alike(own) for own in result if own != before):
            continue
        if before is None:
            result.append(each)
        elif before in result:
            result[result.index(before)] = each
        else:
            kept.append(_kind(each))
    for each in gone:
        is_known_there = rule.is_common(each) or any(map(_same_kind(each), theirs))
        if each in result and is_known_there:
            result.remove(each)
        elif each in gone_here and _predecessor(each, new_here, rule) is not None:
            kept.append(_kind(each))
    return _MergedList(tuple(result), kept)


def _predecessor(item: object, others: Sequence[Any], rule: _Rule) -> Any:
    """Return the item whose place another one has: the same in another form, or of its group."""
    alike = (each for each in others if rule.alike(each) == rule.alike(item))
    group = rule.group(item)
    same = (each for each in others if group is not None and rule.group(each) == group)
    return next(alike, next(same, None))


def _kind(item: object) -> str:
    return item.kind if isinstance(item, Point) else ""


def _same_kind(item: object) -> Callable[[object], bool]:
    return lambda other: _kind(other) == _kind(item)


def _by_point(point: Point) -> object:
    return point.kind, point.normal


def _point_group(point: Point) -> object:
    return point.kind, point.label.lower()


def _by_day(item: tuple[str, YearlyDay]) -> object:
    return item[0], item[1][:2]


def _by_relative(item: NamedRelative) -> object:
    return item.label, item.name or item.uid


def _itself(item: object) -> object:
    return item


def _nothing(_item: object) -> None:
    return None


def _yes(_item: object) -> bool:
    return True


def _no(_item: object) -> bool:
    return False


_LISTS: tuple[tuple[str, Any, Any, Any], ...] = (
    ("nicknames", _itself, _nothing, _yes),
    ("points", _by_point, _point_group, lambda point: point.kind != "handle"),
    ("occasions", _by_day, lambda item: item[0], _no),
    ("tags", str.casefold, _nothing, _no),
    ("related", _by_relative, _nothing, _no),
)
