"""The groups of an address book as tags."""

from __future__ import annotations

from tinycrm.tagging import parse_tags

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_OF_PROGRAMS = frozenset(("mycontacts", "my contacts", "other contacts"))


def is_of_program(group: str) -> bool:
    """Return whether everybody is in a group by itself: Google's own, which say nothing."""
    return group.strip().casefold() in _OF_PROGRAMS


def tags_of(groups: Iterable[str]) -> tuple[str, ...]:
    """Return groups as tags, without those that are only signs or are a program's own."""
    return parse_tags(each for each in groups if each.strip(" ,;#+") and not is_of_program(each))
