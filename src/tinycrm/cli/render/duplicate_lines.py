"""Pairs of contacts that may be one person, and why."""

from __future__ import annotations

from collections.abc import Sequence

from tinycrm.cli.render.row_grid import Row, single
from tinycrm.cli.render.styled_lines import Line, headed, paragraph, person
from tinycrm.cli.terminal import PIPE_WIDTH
from tinycrm.services.identity.duplicates import DuplicatePair


def rows(found: Sequence[DuplicatePair]) -> list[Line]:
    """Return each pair for a program that reads lines: one line each, both codes at its end."""
    shown = [
        Row(
            who=person(f"{each.one.name} · {each.other.name}"),
            what=person(each.because),
            date="",
            far="less likely" if each.weaker else "",
            code=f"{each.one.id} {each.other.id}",
        )
        for each in found
    ]
    return single(shown, PIPE_WIDTH)


def lines(found: Sequence[DuplicatePair], columns: int) -> list[Line]:
    """Return each pair with its codes at the right edge and the reason below.

    Pairs that something speaks against come last, under a heading of their own.
    """
    shown: list[Line] = []
    for number, each in enumerate(found):
        if each.weaker and (number == 0 or not found[number - 1].weaker):
            shown += [[]] if shown else []
            shown += headed(person("Less likely"), "", columns, style="head")
        names = person(f"{each.one.name} · {each.other.name}")
        shown += headed(names, f"{each.one.id} {each.other.id}", columns, style="name", indent=2)
        shown += paragraph(person(each.because), columns, indent=2, style="dim")
    return shown
