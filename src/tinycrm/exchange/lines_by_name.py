"""The properties of a card while it is read: found by their names, and each used once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tinycrm.exchange import vcard_values as values
from tinycrm.exchange.content_lines import ContentLine
from tinycrm.exchange.vcard_points import preference

LONGEST = 1 << 20
"""Letters of a value that is read. Longer ones are kept as they are, as pictures are."""


def is_said(line: ContentLine) -> bool:
    """Return whether a property has a value: `N:;;;;` has none."""
    return bool(line.value.strip(" \t\r\n;,"))


class LinesByName:
    """The properties of a card that have a value; of one name the preferred ones come first."""

    def __init__(self, lines: Sequence[ContentLine], longest: int = LONGEST) -> None:
        """`longest` are the letters of a value that is read."""
        self.lines = list(filter(is_said, lines))
        self._taken: set[int] = set()
        self._by_name: dict[str, list[ContentLine]] = {}
        has_ranks = any(line.params for line in self.lines)
        for line in sorted(self.lines, key=preference) if has_ranks else self.lines:
            if len(line.value) > longest:
                continue
            self._by_name.setdefault(line.name, []).append(line)
        labels = {line.group: line for line in self._by_name.get("X-ABLABEL", ())}
        labels.pop("", None)
        self._own_labels = labels

    def all_of(self, name: str) -> Sequence[ContentLine]:
        """Return the properties of a name, those in use too."""
        return self._by_name.get(name, ())

    def names_of(self, names: frozenset[str]) -> frozenset[str]:
        """Return those of these names that the card has."""
        return names & self._by_name.keys()

    def find(self, *names: str) -> list[ContentLine]:
        """Return the properties of these names that are not in use, in the order of the names."""
        if self._by_name.keys().isdisjoint(names):  # so it is for most names
            return []
        found = (line for name in names for line in self._by_name.get(name, ()))
        return [line for line in found if id(line) not in self._taken]

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
        self._taken.update(id(line) for line in lines if line)
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
