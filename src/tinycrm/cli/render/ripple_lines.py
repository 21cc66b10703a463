"""Ripples as lines: the tree outward, the chain back, and who brought whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tinycrm.cli.render.record_lines import win_lines
from tinycrm.cli.render.styled_lines import BLANK, Line, Span, both_ends, paragraph, person
from tinycrm.dates import say_full_day
from tinycrm.services.briefing import wording
from tinycrm.services.outcomes import ripple_words
from tinycrm.services.outcomes.bringing import Bringing
from tinycrm.services.outcomes.reasons_why import WhyStep
from tinycrm.services.outcomes.ripples import Ripple
from tinycrm.services.records import Win
from tinycrm.text import width, wrap

_STEP = 2
"""Columns for each level of a tree."""


def ripple_lines(ripple: Ripple, today: date, columns: int) -> list[Line]:
    """Return the tree outward, with the value of each branch, and the sum of all."""
    rows = list(ripple_words.tree_rows(ripple, today))
    widest = max(len(row.code) for row in rows)
    lines = [
        line
        for row in rows
        for line in _line(row.text, row.value, row.code.rjust(widest), row.depth, columns)
    ]
    total = ripple_words.say_sum(ripple)
    if not total:
        return [*lines, BLANK, *paragraph(ripple_words.NOTHING, columns, style="dim")]
    return [*lines, BLANK, *paragraph(total, columns, style="head")]


def _line(text: str, value: str, own: str, depth: int, columns: int) -> Iterator[Line]:
    """Yield a node: its text, wrapped, with the value and the code at the right edge."""
    indent = min(depth * _STEP, columns // 3)
    right = [Span(f"{value}  "), Span(own, "dim")]
    room = columns - indent - width(value) - width(own) - 4
    if room < 16:  # the value gets a line of its own
        right, room = [Span(own, "dim")], columns - indent - width(own) - 2
    first, *rest = wrap(person(text), max(8, room)) or [""]
    head = Span(first) if depth else Span(first, "name")
    yield both_ends([Span(" " * indent), head], right, columns)
    for line in rest:
        yield [Span(" " * (indent + _STEP)), Span(line)]
    if len(right) == 1 and value:
        yield [Span(" " * (indent + _STEP)), Span(value)]


def explained(wins: Sequence[Win], today: date, columns: int) -> list[Line]:
    """Return the wins that were added up."""
    title = "Counted, each once:" if wins else "No win with an amount was counted."
    return _added_up(title, wins, today, columns)


def worth_explained(
    own: Sequence[Win], brought: Sequence[Win], today: date, columns: int
) -> list[Line]:
    """Return the wins that a contact is worth: their own, and those of everybody downstream."""
    if not own and not brought:
        return explained(own, today, columns)
    lines: list[Line] = []
    if own:
        lines += _added_up("Worth: their own wins with an amount.", own, today, columns)
    if brought:
        title = "Worth: the wins of the people they brought, directly and through others."
        lines += _added_up(title, brought, today, columns)
    return lines


def _added_up(title: str, wins: Sequence[Win], today: date, columns: int) -> list[Line]:
    lines = [BLANK, *paragraph(title, columns, style="head")]
    return lines + (win_lines(wins, today, columns) if wins else [])


# ── why ──────────────────────────────────────────────────────────────────────────────────


def why_lines(steps: Sequence[WhyStep], today: date, columns: int) -> list[Line]:
    """Return a win and what led to it, back to the first small thing."""
    depths = {steps[0].id: 0}
    lines: list[Line] = []
    for step in steps:
        if not step.linked:
            continue
        if step.leads_to:
            nearest = min(depths[each] for each in step.leads_to)
            depths[step.id] = nearest + (step.kind != "contact")
        if step.kind != "contact":
            lines += _line(_say_step(step, today), "", step.id, depths[step.id], columns)
    if len(lines) == 1:
        nothing = f"No note is linked to it: crm edit {steps[0].id} --because n44"
        lines += paragraph(nothing, columns, indent=2, style="dim")
    earlier = [step for step in steps if not step.linked]
    if earlier:
        title = "Also earlier, within 90 days; not linked and not counted:"
        lines += [BLANK, *paragraph(title, columns, style="dim")]
        for step in earlier:
            lines += _line(_say_step(step, today), "", step.id, 1, columns)
    return lines


def _say_step(step: WhyStep, today: date) -> str:
    assert step.on is not None
    name = f"{step.name} {step.money.say()}" if step.money else step.name
    because = "because of " if step.kind == "note" and step.linked else ""
    words = wording.excerpt(step.text)
    said = f"{because}{name}, {say_full_day(step.on)}"
    return f"{said}: {words}" if words else said


# ── who brought whom ─────────────────────────────────────────────────────────────────────


def bringing_lines(found: Bringing, today: date, columns: int) -> list[Line]:
    """Return who brought whom: directly and through them, people and value, when thanked."""
    lines: list[Line] = []
    rows = ripple_words.bringer_rows(found, today)
    widest = max((len(row.code) for row in rows), default=0)
    for row in rows:
        lines += _line(row.name, row.people, row.code.rjust(widest), 0, columns)
        for text in row.about:
            lines += paragraph(person(text), columns, indent=2, hanging=4)
    if found.among > len(found.bringers):
        more = f"{found.among - len(found.bringers)} more: crm ripple --all"
        lines += [BLANK, *paragraph(more, columns, style="dim")]
    return [
        *lines, BLANK,
        *paragraph(ripple_words.say_through_referrals(found), columns, style="head"),
    ]  # fmt: skip
