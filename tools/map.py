"""The rooms of src/tinycrm as text: how large each is, what it imports, and every circle.

    python -m tools.map

A room is a folder. A floor holds the rooms that import only from the floors below it; rooms
that import each other share a floor.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping

from tools.source import FILES, circles, imported_files, lines, name_of

TOP = "(top)"
"""The files beside the folders: errors, text, clock, paths, config, days, rules …"""
DOORS = "(doors)"
"""`import tinycrm` and `python -m tinycrm`."""

Arrows = Mapping[str, set[str]]


def room(name: str) -> str:
    """Return the room of a file."""
    folder = name.rpartition("/")[0]
    return folder or (DOORS if name.startswith("__") else TOP)


def arrows() -> dict[str, set[str]]:
    """Return which room imports which others."""
    found: dict[str, set[str]] = {}
    for path in FILES:
        own = room(name_of(path))
        found.setdefault(own, set()).update(map(room, imported_files(path)))
    return {own: others - {own} for own, others in found.items()}


def floors(known: Arrows) -> dict[str, int]:
    """Return the floor of each room, counted from 1."""
    together = {name: set(group) for group in circles(known) for name in group}
    found: dict[str, int] = {}
    while len(found) < len(known):
        for name in known:
            group = together.get(name, {name})
            below = set().union(*(known[each] for each in group)) - group
            if name not in found and below <= found.keys():
                found |= dict.fromkeys(group, 1 + max((found[each] for each in below), default=0))
    return found


def pages() -> Iterator[str]:
    """Give the map, line by line, from the top floor down."""
    known = arrows()
    where = floors(known)
    files = Counter(room(name_of(path)) for path in FILES)
    length: Counter[str] = Counter()
    for path in FILES:
        length[room(name_of(path))] += lines(path)
    count = sum(map(len, known.values()))
    yield f"{len(known)} rooms, {count} arrows, {max(where.values())} floors"
    for floor in range(max(where.values()), 0, -1):
        yield f"\nFloor {floor}"
        for name in sorted(name for name in known if where[name] == floor):
            size = f"{files[name]:3} files {length[name]:5} lines"
            yield f"  {name:<20}{size}  {_below(known[name], where)}".rstrip()
    yield from _circles("rooms", known)
    yield from _circles("files", {name_of(path): set(imported_files(path)) for path in FILES})


def _below(others: set[str], where: Mapping[str, int]) -> str:
    """Say what a room imports, the highest floor first."""
    names = sorted(others, key=lambda name: (-where[name], name))
    return f"→ {', '.join(names)}" if names else ""


def _circles(what: str, known: Arrows) -> Iterator[str]:
    found = circles(known)
    yield f"\nCircles of {what}: {len(found) or 'none'}"
    for group in found:
        yield f"  {' ⇄ '.join(group)}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in pages())
