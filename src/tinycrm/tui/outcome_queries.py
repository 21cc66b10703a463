"""The queries about what came of small things, and who needs one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tinycrm import clock
from tinycrm.services.codes import id_of
from tinycrm.store import reading
from tinycrm.tui.cell_text import safe

if TYPE_CHECKING:
    from tinycrm.services.care.caring import CareList
    from tinycrm.services.figures.figure_values import Figures
    from tinycrm.services.figures.letter import Letter
    from tinycrm.services.figures.periods import Period
    from tinycrm.services.outcomes.bringing import Bringing
    from tinycrm.services.outcomes.ripples import Ripple
    from tinycrm.services.records import Deal

_CARED = 100
"""How many people to care for are shown."""


def read_gestures(who: str, day: date) -> tuple[tuple[str, str], ...]:
    """Return the gestures for a contact in the 90 days up to `day`: code and text."""
    from tinycrm.services.briefing import wording
    from tinycrm.services.outcomes import because

    with reading() as db:
        found = because.earlier_gestures(db, id_of(who), day)
    return tuple((note.id, safe(wording.say_gesture(note, clock.today()))) for note in found)


def read_deal(code: str) -> Deal:
    """Return a deal by its code. Raises NotFound."""
    from tinycrm.services.activity.loading_outcomes import load_deals
    from tinycrm.services.codes import resolve_code

    with reading() as db:
        return load_deals(db, [resolve_code(db, code, "deal")[1]])[0]


def read_ripple(code: str) -> Ripple:
    """Return what became of a contact, a note or a win."""
    from tinycrm.services.outcomes import ripples

    with reading() as db:
        return ripples.read_ripple(db, code)


def read_bringing() -> Bringing:
    """Return who brought whom."""
    from tinycrm.services.outcomes import bringing

    with reading() as db:
        return bringing.find_bringers(db)


def read_care() -> CareList:
    """Return the people to care for."""
    from tinycrm.services.care import caring

    with reading() as db:
        return caring.read_care(db, clock.today(), most=_CARED)


def read_figures(period: Period) -> Figures | Letter:
    """Return the figures of a month beside those of the one before, or the letter of a year."""
    from tinycrm.services.figures import figures, letter

    with reading() as db:
        if period.is_year:
            return letter.read_letter(db, period, clock.today(), beside=True)
        return figures.read_figures(db, period, clock.today())
