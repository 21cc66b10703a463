"""The reasons to care for somebody, in words. The texts are not yet safe for a terminal."""

from __future__ import annotations

from datetime import date

from tinycrm.dates import say_day, say_full_day
from tinycrm.rhythm import fitting_every
from tinycrm.services.typed.note_words import first_sentence
from tinycrm.text import shorten
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.services.care.asking import Asked
    from tinycrm.services.care.care_terms import CareTerm
    from tinycrm.services.care.quiet_people import Quiet
    from tinycrm.services.customers import Lapsed

_LONGEST = 60  # columns of quoted words


class Latest(NamedTuple):
    """The last touch of a contact: its code, kind, local date and text."""

    id: str
    kind: str
    on: date
    text: str


def say_term(term: CareTerm, today: date, tries: int) -> str:
    """Return a reason as a short sentence without a full stop.

    `tries` says how often somebody who has lapsed was tried since the last sale.
    """
    if term.quiet:
        return say_quiet(term.quiet)
    if term.lapsed:
        return _say_lapsed(term.lapsed, tries)
    assert term.on is not None
    start = _START[term.why] if term.score is None else f"answered {term.score} of 10"
    return f"{start} {_say_since(term.on, today)}{_quote(term.text)}"


_START = {
    "issue": "issue open since",
    "repeated": "another issue within 90 days,",
    "mood": "the mood fell",
}


def say_quiet(quiet: Quiet) -> str:
    """Return `quiet for 61 days; usually every 4 weeks`."""
    return f"quiet for {say_days(quiet.days)}; usually {say_usual(quiet.usual)}"


def _say_lapsed(lapsed: Lapsed, tries: int) -> str:
    bought = f"bought {lapsed.sales} times, usually {say_usual(lapsed.usual)}"
    tried = {0: "not tried since", 1: "tried once since"}.get(tries, f"tried {tries} times since")
    return f"{bought}; nothing for {say_days(lapsed.days)}, {tried}"


def say_usual(usual: float) -> str:
    """Return a usual gap as the cadence nearest to it: `every 4 weeks`."""
    return fitting_every(usual).say()


def say_days(days: int) -> str:
    """Return `1 day`, `61 days`."""
    return "1 day" if days == 1 else f"{days} days"


def _say_since(day: date, today: date) -> str:
    return "today" if day == today else say_day(day, today)


def _quote(text: str) -> str:
    words = shorten(first_sentence(text), _LONGEST)
    return f": “{words}”" if words else ""


def say_aside(kept: Asked) -> str:
    """Return what was kept about somebody who is left out, or is no longer."""
    if kept.never:
        return "is left out of care for good"
    if kept.hidden_until is None:
        return "is shown again" if kept.batch else "was not left out"
    return f"is left out of care until {say_full_day(kept.hidden_until)}"
