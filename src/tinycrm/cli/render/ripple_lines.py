"""Ripples as lines: the tree outward, the chain back, and who brought whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tinycrm.cli.render.record_lines import win_lines
from tinycrm.cli.render.styled_lines import BLANK, Line, Span, both_ends, paragraph, person
from tinycrm.dates import say_distance, say_full_day
from tinycrm.money import say_all
from tinycrm.services.briefing import wording
from tinycrm.services.outcomes.branches import say_short_day
from tinycrm.services.outcomes.bringing import Bringer, Bringing
from tinycrm.services.outcomes.reasons_why import WhyStep
from tinycrm.services.outcomes.ripples import Ripple, RippleNode
from tinycrm.services.records import Win
from tinycrm.text import width, wrap

_STEP = 2
"""Columns for each level of a tree."""


def ripple_lines(ripple: Ripple, today: date, columns: int) -> list[Line]:
    """Return the tree outward, with the value of each branch, and the sum of all."""
    lines = list(_tree(ripple, today, columns))
    if len(lines) == 1 and not ripple.total:
        return [*lines, BLANK, *paragraph("Nothing was linked to it yet.", columns, style="dim")]
    return [*lines, BLANK, *paragraph(f"In all: {_sum(ripple)}", columns, style="head")]


def _sum(ripple: Ripple) -> str:
    people = "1 person" if ripple.people == 1 else f"{ripple.people} people"
    value = say_all(ripple.total) or "no amount yet"
    return f"{value} · brought {people}" if ripple.people else value


def _tree(ripple: Ripple, today: date, columns: int) -> Iterator[Line]:
    nodes = {node.id: node for node in ripple.nodes}
    after: dict[str, list[str]] = {}
    for edge in ripple.edges:
        after.setdefault(edge.start, []).append(edge.end)
    seen: set[str] = set()
    waiting = [(ripple.root, 0)]
    while waiting:
        own, depth = waiting.pop()
        node = nodes[own]
        is_again = own in seen
        seen.add(own)
        if node.kind != "contact" or depth == 0:  # the line above names who was brought
            text = _say_node(node, today) + (", see above" if is_again else "")
            value = "" if is_again else _say_value(node, bool(after.get(own)))
            yield from _line(text, value, own, depth, columns)
            depth += 1
        waiting += [(each, depth) for each in reversed(after.get(own, ())) if not is_again]


def _say_node(node: RippleNode, today: date) -> str:
    if node.on is None:
        return node.name
    words = wording.excerpt(node.text)
    said = f"{node.name}, {say_short_day(node.on, today)}"
    return f"{said}: {words}" if words else said


def _say_value(node: RippleNode, leads_on: bool) -> str:
    brings = node.kind == "win" and leads_on
    return say_all(node.value) or ("not bought yet" if brings else "")


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
    for each in found.bringers:
        lines += _line(each.name, _people(each.direct.people), each.id, 0, columns)
        for text in _about(each, today):
            lines += paragraph(person(text), columns, indent=2, hanging=4)
    if found.among > len(found.bringers):
        more = f"{found.among - len(found.bringers)} more: crm ripple --all"
        lines += [BLANK, *paragraph(more, columns, style="dim")]
    total = say_all(found.total) or "no amount yet"
    return [*lines, BLANK, *paragraph(f"In all through referrals: {total}", columns, style="head")]


def _people(count: int) -> str:
    return f"brought {count} {'person' if count == 1 else 'people'}"


def _about(each: Bringer, today: date) -> Iterator[str]:
    if each.direct.value:
        yield f"they bought {say_all(each.direct.value)}"
    if each.indirect.people:
        people = "1 person" if each.indirect.people == 1 else f"{each.indirect.people} people"
        value = say_all(each.indirect.value) or "nothing bought yet"
        yield f"through them {people}: {value}"
    if each.not_bought:
        names = ", ".join(each.not_bought[:3])
        more = f" and {len(each.not_bought) - 3} more" if len(each.not_bought) > 3 else ""
        yield f"not bought yet: {names}{more}"
    if each.thanked:
        far = say_distance((each.thanked - today).days)
        yield f"last thanked {say_full_day(each.thanked)}, {far}"
    else:
        yield "never thanked"
