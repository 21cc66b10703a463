"""The properties of a card while it is read: found by their names, and each used once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tinycrm.exchange import vcard_values as values
from tinycrm.exchange.cards import LONG_VALUE, MOST_NAME
from tinycrm.exchange.content_lines import ContentLine
from tinycrm.exchange.vcard_points import LAST, POINTS, preference

LONGEST = 1 << 20
"""Letters of a value that is read. Longer ones are kept as they are, as pictures are."""
TEXTS = POINTS | {"FN", "N", "ORG", "TITLE", "ROLE"}
"""Properties whose values are short in a real card, and are compared and searched."""
MOST_LABEL = 200
"""Letters of a label: it is written to each property of its group."""
_MOST_OF = {"X-ABLABEL": MOST_LABEL, "FN": MOST_NAME, "N": MOST_NAME}
"""Letters of what is written to many others: a name to each who is related to them."""
_SHORTEST = min(_MOST_OF.values())


def is_said(line: ContentLine) -> bool:
    """Return whether a property has a value: `N:;;;;` has none."""
    value = line.value
    return value[:1].isalnum() or bool(value.strip(" \t\r\n;,"))


def most_of(name: str) -> int:
    """Return how many letters a value of this name has at most, whatever else the file has."""
    return _MOST_OF.get(name, LONGEST)


class LinesByName:
    """The properties of a card that have a value; of one name the preferred ones come first."""

    def __init__(self, lines: Sequence[ContentLine], longest: int = LONGEST) -> None:
        """`longest` are the letters of a value that is read, see `most_letters`."""
        self.lines = list(filter(is_said, lines))
        self._longest = longest
        self._taken: set[int] = set()
        self._by_name: dict[str, list[ContentLine]] = {}
        has_ranks = any(line.params and preference(line) < LAST for line in self.lines)
        shortest = min(longest, _SHORTEST)
        for line in sorted(self.lines, key=preference) if has_ranks else self.lines:
            if len(line.value) <= shortest or not self.is_too_long(line):
                self._by_name.setdefault(line.name, []).append(line)
        labels = {line.group: line for line in self._by_name.get("X-ABLABEL", ())}
        labels.pop("", None)
        self._own_labels = labels

    def most_letters(self, line: ContentLine) -> int:
        """Return how many letters a value of this name may have; a longer one is only kept."""
        most = self._longest if line.name in TEXTS else max(self._longest, LONG_VALUE)
        return min(most, most_of(line.name))

    def is_too_long(self, line: ContentLine) -> bool:
        """Return whether a value is kept and not read."""
        return len(line.value) > self.most_letters(line)

    def all_of(self, name: str) -> Sequence[ContentLine]:
        """Return the properties of a name, those in use too."""
        return self._by_name.get(name, ())

    def names_of(self, names: frozenset[str]) -> frozenset[str]:
        """Return those of these names that the card has."""
        return names & self._by_name.keys()

    def find(self, *names: str) -> list[ContentLine]:
        """Return the properties of these names that are not in use, in the order of the names."""
        own, taken = self._by_name, self._taken
        if own.keys().isdisjoint(names):  # so it is for most names
            return []
        return [
            line for name in names if name in own for line in own[name] if id(line) not in taken
        ]

    def next(self, *names: str) -> ContentLine | None:
        """Return the first of these properties that is not in use."""
        return next(iter(self.find(*names)), None)

    def own_label(self, line: ContentLine) -> ContentLine | None:
        """Return the X-ABLabel of a property's group."""
        return self._own_labels.get(line.group) if self._own_labels else None

    def is_taken(self, line: ContentLine) -> bool:
        """Return whether a property is in use."""
        return id(line) in self._taken

    def take(self, *lines: ContentLine | None) -> str:
        """Use properties; return the value of the first."""
        for line in lines:
            if line:
                self._taken.add(id(line))
        return lines[0].value if lines and lines[0] else ""

    def first(self, *names: str) -> str:
        """Use the first of these properties that has words, and return its value."""
        found = self.find(*names)
        return self.take(next((line for line in found if values.read_words(line.value)), None))

    def items(self, *names: str) -> list[str]:
        """Use all these properties, and return the parts of their lists."""
        found = map(self.take, self.find(*names))
        return [text for value in found for text in values.read_list(value)]

    def left(self) -> Iterator[ContentLine]:
        """Yield the properties that are not in use, as they came."""
        return (line for line in self.lines if id(line) not in self._taken)
