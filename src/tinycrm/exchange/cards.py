"""The plain records that every file format is read into."""

from __future__ import annotations

from dataclasses import dataclass

from tinycrm.contact_points import Point
from tinycrm.days import YearlyDay
from tinycrm.rules import ContactKind
from tinycrm.values import NamedTuple


class Unread(NamedTuple):
    """A value that was not understood: its line in the file, its property, its text.

    The line is 0 if a remark says it already. `key` and `raw` are the pair of `Card.extra` that
    keeps it.
    """

    line: int
    name: str
    text: str
    key: str
    raw: str


LONG_VALUE = 1024
MOST_NAME = 2000
"""Letters of a name that is kept with each who is related to its owner."""
MOST_VALUES = 20_000
"""Values of one kind that somebody has, such as tags: a card or record with more is skipped."""


class NamedRelative(NamedTuple):
    """What somebody is to a card's person, as the file has it.

    `uid` is the UID of the other card, "" if there is only a name. `kept` is the property
    unchanged, its name and its value, or None.
    """

    label: str
    name: str
    uid: str = ""
    kept: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One person, organization or group, as described in a file.

    `points` are sorted with the preferred ones first. `birthday` and `occasions` are only
    the dates that could be read. `every` is a cadence in short form ("4w") or "". `extra`
    are the properties that have no field here or could not be read: each with its group and
    parameters as found and its value unchanged, so that an export can include it; `unread`
    are those of them that a person wants to see. `related` are people who belong to this one.
    `remarks` say what was read with a doubt. `line` is the line of the file where the card
    begins, counted from 1. `kept` is its `text` in UTF-8, which takes up to a quarter of the
    memory: a file of cards is in memory as a whole. `source` is the format of the file.
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
    related: tuple[NamedRelative, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    unread: tuple[Unread, ...] = ()
    remarks: tuple[Remark, ...] = ()
    line: int = 0
    kept: bytes = b""
    source: str = "vcard"

    @property
    def text(self) -> str:
        """Return the card as it came, which `card_text.open_text` reads."""
        return self.kept.decode()


def too_many(card: Card) -> str:
    """Return what a card has too many of, as the reason to skip it; "" if there is nothing."""
    lists = {"nicknames": card.nicknames, "tags": card.tags, "phones and the like": card.points}
    most = next((what for what, values in lists.items() if len(values) > MOST_VALUES), "")
    return f"it has more than {MOST_VALUES:,} {most}" if most else ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in a file that was read with a doubt: its line, from 1, and what about it."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A part of a file that was skipped: the line where it begins, from 1, and the reason."""

    line: int
    reason: str
