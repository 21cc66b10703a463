"""Pairs who may be one person: both, and why."""

from __future__ import annotations

from collections.abc import Sequence

from tinycrm.cli.render.styled_lines import Line, headed, paragraph, person
from tinycrm.services.people.duplicates import DuplicatePair


def lines(found: Sequence[DuplicatePair], columns: int) -> list[Line]:
    """Return each pair, the codes at the right edge, with the reason below."""
    said: list[Line] = []
    for each in found:
        names = person(f"{each.one.name} · {each.other.name}")
        said += headed(names, f"{each.one.id} {each.other.id}", columns, style="name", indent=2)
        said += paragraph(person(each.because), columns, indent=2, style="dim")
    return said
