"""JSON Lines: one person or note per line, each checked, so that a bad line fails alone."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from tinycrm.contact_points import Point, PointKind
from tinycrm.dates.yearly import read_birthday, read_yearly_day
from tinycrm.days import YearlyDay
from tinycrm.errors import UsageProblem
from tinycrm.exchange.cards import Card
from tinycrm.text import plain_label, visible

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
            yield read(number, parse_object(line))
        except UsageProblem as problem:
            yield Refused(number, problem)


def parse_object(line: bytes) -> object:
    """Return the JSON of a line. Raises UsageProblem if it is none, or gives a field twice."""
    try:
        return _DECODER.decode(line.removeprefix(codecs.BOM_UTF8).decode())
    except UnicodeDecodeError:
        raise UsageProblem("The line is not UTF-8 text.") from None
    except RecursionError:
        raise UsageProblem("The line is not JSON: it is nested too deeply.") from None
    except json.JSONDecodeError as error:
        raise UsageProblem(f"The line is not JSON: {error}.") from None
    except ValueError:
        raise UsageProblem("The line is not JSON: a number in it is too long.") from None


def _fields(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return a JSON object. Raises UsageProblem for a field that is given twice."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        last = {name: place for place, (name, _) in enumerate(pairs)}
        twice = next(name for place, (name, _) in enumerate(pairs) if last[name] > place)
        raise UsageProblem(f"“{visible(twice)}” is given twice.", "Give each field once.")
    return fields


_DECODER = json.JSONDecoder(object_pairs_hook=_fields)


def _incoming(number: int, given: ContactIn) -> Incoming:
    card = Card(
        name=given.name,
        uid=given.uid,
        kind=given.kind,
        nicknames=tuple(given.nicknames),
        organization=given.organization or "",
        title=given.title or "",
        points=tuple(_points(given)),
        occasions=tuple(_occasions(given)),
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


def _occasions(given: ContactIn) -> Iterator[tuple[str, YearlyDay]]:
    """Yield all yearly dates. Raises UsageProblem, which names the field."""
    try:
        if given.birthday:
            yield "birthday", read_birthday(given.birthday)
    except UsageProblem as problem:
        raise UsageProblem(f"birthday: {problem.sentence} {problem.hint}") from None
    for number, each in enumerate(given.occasions):
        try:
            born = each.label == "birthday"
            if born and given.birthday:
                raise UsageProblem("The birthday is given twice.")
            yield plain_label(each.label), (read_birthday if born else read_yearly_day)(each.day)
        except UsageProblem as problem:
            sentence = f"occasions[{number}]: {problem.sentence} {problem.hint}"
            raise UsageProblem(sentence) from None
