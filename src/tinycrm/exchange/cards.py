"""The plain records that every file format gives, whatever program wrote the file."""

from __future__ import annotations

from dataclasses import dataclass

from tinycrm.days import YearlyDay
from tinycrm.rules import ContactKind, Point


@dataclass(frozen=True, slots=True)
class Card:
    """One person, organization or group, as a file tells of them.

    `points` have the preferred ones first. `birthday` and `occasions` are readable days
    only. `every` is a rhythm in its short form ("4w") or "". `extra` is whatever nothing
    here models, or could not be read: the property with group and parameters as found, and
    its value untouched, so that an export can give it back. `line` is where the card
    begins in its file, counted from 1.
    """

    name: str
    uid: str | None = None
    kind: ContactKind = "person"
    nicknames: tuple[str, ...] = ()
    organization: str = ""
    title: str = ""
    points: tuple[Point, ...] = ()
    birthday: YearlyDay | None = None
    occasions: tuple[tuple[str, YearlyDay], ...] = ()
    tags: tuple[str, ...] = ()
    note: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    every: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Skipped:
    """A part of a file that gave no card: where it begins, counted from 1, and why not."""

    line: int
    reason: str
