"""The rows of a ripple and of who brought whom, as plain values that both front ends lay out.

The texts are not yet safe for a terminal, and have no styles or widths.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tinycrm.dates import say_distance, say_full_day
from tinycrm.money import say_all
from tinycrm.services.outcomes.branches import say_short_day
from tinycrm.services.outcomes.bringing import Bringer, Bringing
from tinycrm.services.outcomes.ripples import Ripple, RippleNode
from tinycrm.text import excerpt
from tinycrm.values import NamedTuple

NOTHING = "Nothing was linked to it yet."
NOBODY = "Nobody has brought anybody yet."
_NAMES = 3  # of those who have not bought


class TreeRow(NamedTuple):
    """A record in the tree, `depth` levels below the root. `person` is who was brought by it."""

    depth: int
    text: str
    value: str
    code: str
    person: tuple[str, str] | None = None


class BringerRow(NamedTuple):
    """Somebody who brought people: how many, and sentences about them."""

    code: str
    name: str
    people: str
    about: tuple[str, ...]


def tree_rows(ripple: Ripple, today: date) -> Iterator[TreeRow]:
    """Yield the tree outward, in the order it is read; a record that comes again only as such."""
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
        if node.kind != "contact" or depth == 0:  # the row above names who was brought
            text = _say_node(node, today) + (", see above" if is_again else "")
            value = "" if is_again else _say_value(node, bool(after.get(own)))
            yield TreeRow(depth, text, value, own, _person(node, nodes, after))
            depth += 1
        waiting += [(each, depth) for each in reversed(after.get(own, ())) if not is_again]


def _person(
    node: RippleNode, nodes: dict[str, RippleNode], after: dict[str, list[str]]
) -> tuple[str, str] | None:
    near = (node, *(nodes[each] for each in after.get(node.id, ())))
    return next(((each.id, each.name) for each in near if each.kind == "contact"), None)


def _say_node(node: RippleNode, today: date) -> str:
    if node.on is None:
        return node.name
    words = excerpt(node.text)
    said = f"{node.name}, {say_short_day(node.on, today)}"
    return f"{said}: {words}" if words else said


def _say_value(node: RippleNode, leads_on: bool) -> str:
    brings = node.kind == "win" and leads_on
    return say_all(node.value) or ("not bought yet" if brings else "")


def say_sum(ripple: Ripple) -> str:
    """Return the sum of a tree: `In all: 480.00 EUR · brought 2 people`; "" for nothing linked."""
    if len(ripple.nodes) == 1 and not ripple.total:
        return ""
    value = say_all(ripple.total) or "no amount yet"
    return f"In all: {value}" + (f" · {_say_brought(ripple.people)}" if ripple.people else "")


def _say_brought(count: int) -> str:
    return f"brought {_say_people(count)}"


def _say_people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


# ── who brought whom ─────────────────────────────────────────────────────────────────────


def bringer_rows(found: Bringing, today: date) -> list[BringerRow]:
    """Return who brought people: directly and through them, people and value, when thanked."""
    return [
        BringerRow(
            each.id, each.name, _say_brought(each.direct.people), tuple(_about(each, today))
        )
        for each in found.bringers
    ]  # fmt: skip


def say_through_referrals(found: Bringing) -> str:
    """Return what came through all referrals."""
    return f"In all through referrals: {say_all(found.total) or 'no amount yet'}"


def _about(each: Bringer, today: date) -> Iterator[str]:
    if each.direct.value:
        yield f"they bought {say_all(each.direct.value)}"
    if each.indirect.people:
        value = say_all(each.indirect.value) or "nothing bought yet"
        yield f"through them {_say_people(each.indirect.people)}: {value}"
    if each.not_bought:
        names = ", ".join(each.not_bought[:_NAMES])
        rest = len(each.not_bought) - _NAMES
        yield f"not bought yet: {names}" + (f" and {rest} more" if rest > 0 else "")
    if each.thanked:
        far = say_distance((each.thanked - today).days)
        since = "" if each.thanked >= each.last else "; not since the last referral"
        yield f"last thanked {say_full_day(each.thanked)}, {far}{since}"
    else:
        yield "never thanked"
