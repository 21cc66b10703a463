"""How much of a file of cards is read: all that a person has, and of anything else not a million.

What is read, compared, stored and indexed is counted in properties: one of an ordinary card takes
about 35 µs in all, on a computer that starts Python in 18 ms.
"""

from __future__ import annotations

from collections.abc import Iterable

from tinycrm.exchange.card_marks import MOST_CARDS

CARD = 15
"""Properties that each card of a file may have, however many the others had."""
USUAL = 50
"""Properties of one card; those above count twice, since nobody has them."""
MOST = 200_000
"""Properties of a file in all: 10,000 cards with 20 each."""
TOO_MUCH = (
    "the cards before it have as many properties and values as are read of one file: import this"
    " one as a file of its own"
)

SHORT = 200
"""Letters of a text that belong to its property; where texts are too much, longer ones are kept."""
_PLAIN, _OTHER = 250, 80
"""More letters that count as a property: ASCII, and others, which are searched in two spellings."""
_KEPT = 10
"""So many of these letters that are only kept take as long as one that is read."""
_SHARE = 3
"""The part of what is left that long texts may take."""
_REFUSED = 8
"""So many properties that are read and not stored take as long as one that is stored."""


class TooMuch(Exception):
    """A card has more than it may have, and is skipped. The text says of what."""


class ReadingLimit:
    """What is left to read of a file, while it is read."""

    def __init__(self, cards: int) -> None:
        """`cards` is about how many the file has."""
        self._left = MOST - CARD * min(cards, MOST_CARDS)
        self._texts = self._left // _SHARE

    def is_enough(self, count: int) -> bool:
        """Return whether a card with so many properties can be read."""
        return _cost(count) <= self._left

    def check(self, count: int) -> None:
        """Raise TooMuch if a card with so many properties cannot be read."""
        if count > CARD and not self.is_enough(count):
            raise TooMuch(TOO_MUCH)

    def spend(self, count: int) -> None:
        """Take so many properties of a card from what is left. Raises TooMuch."""
        try:
            self.check(count)
        except TooMuch:
            self._left -= count // _REFUSED
            raise
        self._left -= _cost(count)

    def give_back(self) -> None:
        """Leave to others what a card might have, which is not stored; the rest went to read it."""
        self._left += CARD // 2

    def spend_with_texts(self, count: int, texts: Iterable[str]) -> bool:
        """Take so many properties and the long ones of a card's texts from what is left.

        Return whether it was enough for the texts; else they are only kept. Raises TooMuch.
        """
        weight = sum(map(_weight, texts))
        is_enough = weight <= max(0, min(self._left - _cost(count), self._texts))
        self.spend(count + (0 if is_enough else weight // _KEPT))
        if is_enough:
            self._texts -= weight
            self._left -= weight
        return is_enough


def _cost(count: int) -> int:
    return max(0, count - CARD) + max(0, count - USUAL)


def _weight(text: str) -> int:
    return max(0, len(text) - SHORT) // (_PLAIN if text.isascii() else _OTHER)
