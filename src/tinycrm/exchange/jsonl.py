"""JSON Lines: one person or note per line, each checked, so that a bad line fails alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from tinycrm.days import YearlyDay, parse_birthday
from tinycrm.errors import UsageProblem
from tinycrm.exchange.cards import Card
from tinycrm.rules import Point, PointKind

if TYPE_CHECKING:  # pydantic is slow to load; only reading a stream needs it
    from tinycrm.models.incoming import ContactIn, NoteIn, PointIn

T = TypeVar("T")


class Incoming(NamedTuple):
    """A person from a stream: the line number, and the fields that a card does not have.

    `related` are labels, codes and names.
    """

    line: int
    card: Card
    do_not_contact: bool
    referred_by: str | None
    key: str | None
    related: tuple[tuple[str, str | None, str], ...] = ()


class Noted(NamedTuple):
    """A note from a stream, and its line number."""

    line: int
    note: NoteIn


class Refused(NamedTuple):
    """A line that could not be read, and the reason."""

    line: int
    problem: UsageProblem


def read_people(lines: Iterable[bytes], first: int = 1) -> Iterator[Incoming | Refused]:
    """Return the people of a stream, one at a time; empty lines are ignored.

    `first` is the number of the first line.
    """
    from tinycrm.models.incoming import ContactIn, check

    return _each(lines, first, lambda number, data: _incoming(number, check(ContactIn, data)))


def read_notes(lines: Iterable[bytes], first: int = 1) -> Iterator[Noted | Refused]:
    """Return the notes of a stream, one at a time, as `read_people` does."""
    from tinycrm.models.incoming import NoteIn, check

    return _each(lines, first, lambda number, data: Noted(number, check(NoteIn, data)))


def _each(
    lines: Iterable[bytes], first: int, read: Callable[[int, object], T]
) -> Iterator[T | Refused]:
    for number, line in enumerate(lines, first):
        if not line.strip():
            continue
        try:
            yield read(number, _object(line))
        except UsageProblem as problem:
            yield Refused(number, problem)


def _object(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UsageProblem("The line is not UTF-8 text.") from None
    except (ValueError, RecursionError) as error:
        raise UsageProblem(f"The line is not JSON: {error}.") from None


def _incoming(number: int, given: ContactIn) -> Incoming:
    card = Card(
        name=given.name,
        uid=given.uid,
        kind=given.kind,
        nicknames=tuple(given.nicknames),
        organization=given.organization or "",
        title=given.title or "",
        points=tuple(_points(given)),
        birthday=_day(given.birthday) if given.birthday else None,
        occasions=tuple((each.label, _day(each.day)) for each in given.occasions),
        tags=tuple(given.tags),
        note=given.note or "",
        facts=tuple(given.facts.items()),
        every=given.every or "",
        line=number,
    )
    related = tuple((each.label, each.id, each.name) for each in given.related)
    return Incoming(number, card, given.do_not_contact, given.referred_by, given.key, related)


def _points(given: ContactIn) -> Iterator[Point]:
    listed: tuple[tuple[PointKind, list[str | PointIn]], ...] = (
        ("email", list(given.emails)), ("phone", list(given.phones)),
        ("address", list(given.addresses)), ("url", list(given.urls)),
        ("handle", list(given.handles)),
    )  # fmt: skip
    for kind, points in listed:
        for point in points:
            assert not isinstance(point, str)  # the check made a PointIn of it
            yield Point(kind, point.value, point.label or "")


def _day(text: str) -> YearlyDay:
    return parse_birthday(text)
