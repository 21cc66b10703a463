"""Which people the filters typed so far matched: a longer filter is looked for among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tinycrm.services.people.listing import narrows
from tinycrm.tui.queries import People


class FilterMatches:
    """The ids that each filter matched, and all names, as long as the store is the same."""

    def __init__(self) -> None:
        self._known: dict[str, Sequence[int]] = {}
        self._names: Mapping[int, str] | None = None

    def keep(self, typed: str, people: People) -> None:
        """Remember what a filter matched."""
        self._known[typed] = people.ids
        self._names = people.names or self._names

    def of(self, typed: str) -> Sequence[int] | None:
        """Return what a filter matched, None if it was not asked for yet."""
        return self._known.get(typed)

    def around(self, typed: str) -> tuple[Sequence[int], Mapping[int, str]] | None:
        """Return the matches of a shorter filter, and all names; None if there are none yet."""
        before = [ids for each, ids in self._known.items() if narrows(each, typed)]
        return (min(before, key=len), self._names) if before and self._names else None
