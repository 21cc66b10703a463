"""Pairs of contacts that may be one person, and why."""

from __future__ import annotations

from collections.abc import Sequence

from tinycrm.cli.render.styled_lines import Line, headed, paragraph, person
from tinycrm.services.people.duplicates import DuplicatePair


def lines(found: Sequence[DuplicatePair], columns: int) -> list[Line]:
    """Return each pair with its codes at the right edge and the reason below."""
    shown: list[Line] = []
    for each in found:
        names = person(f"{each.one.name} · {each.other.name}")
        shown += headed(names, f"{each.one.id} {each.other.id}", columns, style="name", indent=2)
        shown += paragraph(person(each.because), columns, indent=2, style="dim")
    return shown
