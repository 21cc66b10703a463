"""People to care for, each with the reasons, as lines to select."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tinycrm.services.briefing import wording
from tinycrm.services.care.caring import NOBODY, TITLE, Cared, CareList
from tinycrm.tui.actions import key_of, keymap
from tinycrm.tui.card_lines import Placed
from tinycrm.tui.cell_text import BLANK, Span, both_ends, safe, wrap

_WIDEST = 88


def care_page(found: CareList, today: date, width: int) -> list[Placed]:
    """Return everybody with a reason to be in touch, the weightiest first."""
    columns = min(width, _WIDEST)
    if not found.people:
        return [Placed((Span(NOBODY, "dim"),))]
    title = (Span(TITLE, "head"),)
    count = (Span(f"{len(found.people)} of {found.total}", "dim"),)
    lines = [Placed(both_ends(title, count, columns))]
    for each in found.people:
        lines += [Placed(BLANK), *_person(each, today, columns)]
    own = keymap()
    log, snooze = key_of("log", own), key_of("snooze", own)
    hint = f"{log} logs a note, {snooze} leaves somebody out until a day."
    return [*lines, Placed(BLANK), *(Placed((Span(text, "dim"),)) for text in wrap(hint, columns))]


def _person(each: Cared, today: date, width: int) -> Iterator[Placed]:
    own = each.contact.id
    name = both_ends((Span(safe(each.contact.name), "name"),), (Span(own, "dim"),), width)
    person = (own, each.contact.name)
    about = " · ".join(reason.text for reason in each.reasons)
    yield Placed(name, own, about, person)
    for reason in each.reasons:
        first, *rest = wrap(safe(reason.text), width - len(reason.record) - 4)
        end = (Span(reason.record, "dim"),)
        yield Placed(both_ends((Span(f"  {first}"),), end, width))
        yield from (Placed((Span(f"    {text}"),)) for text in rest)
    last = safe(" · ".join(wording.say_latest(each.latest, today))) if each.latest else ""
    for text in wrap(last, width - 2) if last else ():
        yield Placed((Span(f"  {text}", "dim"),))
