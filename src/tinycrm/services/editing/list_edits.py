"""Lists with something added and something taken away: +vip, -lead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from tinycrm.rules import Point
from tinycrm.services.records import Labelled
from tinycrm.text import fold

T = TypeVar("T")


class ListEdit(NamedTuple, Generic[T]):
    """Something that a list shall hold, or hold no more."""

    wanted: bool
    value: T


def labelled(point: Point) -> Labelled:
    """Return a point as a contact has it, in the list of its kind."""
    return Labelled(point.value, point.label or None)


def points(
    now: tuple[Labelled, ...], kind: str, wishes: Iterable[ListEdit[Point]]
) -> tuple[Labelled, ...]:
    """Return points with those wished for; one that is there takes spelling and label."""
    held = {Point(kind, each.value).normal: each for each in now}
    for wanted, point in wishes:
        if point.kind != kind:
            continue
        if wanted:
            known = held.get(point.normal)
            label = point.label or (known.label if known else None)
            held[point.normal] = Labelled(point.value, label or None)
        else:
            held.pop(point.normal, None)
    return tuple(held.values())


def names(now: tuple[str, ...], wishes: Iterable[ListEdit[str]]) -> tuple[str, ...]:
    """Return names with those wished for; one goes however it is spelled."""
    held = list(now)
    for wanted, name in wishes:
        if wanted and name not in held:
            held.append(name)
        elif not wanted:
            held = [each for each in held if fold(each) != fold(name)]
    return tuple(held)


def tags(now: tuple[str, ...], wishes: Iterable[ListEdit[str]]) -> tuple[str, ...]:
    """Return tags with those wished for, each once however it is spelled."""
    held = {fold(each): each for each in now}
    for wanted, name in wishes:
        if wanted:
            held.setdefault(fold(name), name)
        else:
            held.pop(fold(name), None)
    return tuple(held.values())


def pairs(now: dict[str, T], wishes: Iterable[tuple[str, T | None]]) -> dict[str, T]:
    """Return pairs with those wished for; None takes one out. Its name may differ in case."""
    held = dict(now)
    for wished, value in wishes:
        key = next((each for each in held if fold(each) == fold(wished)), wished)
        if value is None:
            held.pop(key, None)
        else:
            held[key] = value
    return held
