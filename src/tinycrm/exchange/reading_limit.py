"""How much of files of cards is read: all that a person has, and of anything else not a million.

What is read, compared, stored and indexed is counted in properties: one of an ordinary card takes
about 35 µs in all, on a computer that starts Python in 18 ms.

A file that is named by itself has a limit of its own. The files of a folder have one together, but
the first card of each is read however many they are: a folder of people has one in each.
"""

from __future__ import annotations

from collections.abc import Iterable

from tinycrm.exchange.card_marks import MOST_CARDS

CARD = 15
"""Properties that each card may have, however many the others had."""
FIRST = 25
"""Properties that the first card of each file of a folder may have: real cards have 8 on average,
two in a hundred have more than 25."""
USUAL = 50
"""Properties of one card; those above count twice, since nobody has them."""
MOST = 200_000
"""Properties in all: 10,000 cards with 20 each."""
_AT_LEAST = 4
"""The part of all this that a folder of very many files has for more than a plain card in each."""
TOO_MUCH = (
    "the cards before it have as many properties and values as are read of a file or a folder:"
    " import this one as a file of its own"
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
    """What is left to read of a file, or of the files of a folder together, while they are read."""

    def __init__(self, files: int = 1) -> None:
        """`files` is how many there are: the first card of each is counted from the beginning.

        `cards` are those that may be read after the first ones.
        """
        self.cards = max(MOST_CARDS - files, MOST_CARDS // _AT_LEAST)
        self._left = max(MOST - CARD * files, MOST // _AT_LEAST)
        self._texts = self._left // _SHARE
        self._free = CARD
        self._kept_back = 0
        self._is_folder = files > 1
        self._is_first = True

    def next_file(self, cards: int) -> None:
        """Keep back what each card of a file may have, of which there are about so many."""
        more = CARD * max(0, min(cards - 1, self.cards))
        self._left += self._kept_back - more
        self._texts = max(0, min(self._texts, self._left // _SHARE))
        self._kept_back = more
        self._is_first = True

    def next_card(self, folds: int) -> bool:
        """Return whether the next card of the file may be read.

        `folds` is what its folded lines count as, of which a photo has many.
        """
        self._free = FIRST + folds if self._is_first and self._is_folder else CARD
        if self._is_first:
            self._is_first = False
            return True
        if not self.cards:
            return False
        self.cards -= 1
        self._kept_back = max(0, self._kept_back - CARD)
        return True

    def is_enough(self, count: int) -> bool:
        """Return whether a card with so many properties can be read."""
        return self._cost(count) <= self._left

    def check(self, count: int) -> None:
        """Raise TooMuch if a card with so many properties cannot be read."""
        if count > self._free and not self.is_enough(count):
            raise TooMuch(TOO_MUCH)

    def spend(self, count: int) -> None:
        """Take so many properties of a card from what is left. Raises TooMuch."""
        try:
            self.check(count)
        except TooMuch:
            self._left -= count // _REFUSED
            raise
        self._left -= self._cost(count)

    def give_back(self) -> None:
        """Leave to others what a card might have, which is not stored; the rest went to read it."""
        self._left += CARD // 2

    def spend_with_texts(self, count: int, texts: Iterable[str]) -> bool:
        """Take so many properties and the long ones of a card's texts from what is left.

        Return whether it was enough for the texts; else they are only kept. Raises TooMuch.
        """
        weight = max(0, sum(map(_weight, texts)) - max(0, self._free - max(CARD, count)))
        is_enough = weight <= max(0, min(self._left - self._cost(count), self._texts))
        self.spend(count + (0 if is_enough else weight // _KEPT))
        if is_enough:
            self._texts -= weight
            self._left -= weight
        return is_enough

    def _cost(self, count: int) -> int:
        return max(0, count - self._free) + max(0, count - max(USUAL, self._free))


def _weight(text: str) -> int:
    return max(0, len(text) - SHORT) // (_PLAIN if text.isascii() else _OTHER)
