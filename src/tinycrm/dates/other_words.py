"""Everyday phrases of other languages that dateparser does not know, put into English or cut.

Only for the languages of the settings. "next friday" has the rule of the English one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tinycrm.values import NamedTuple


class Phrases(NamedTuple):
    """What a language adds: whole phrases in English, words for "next", words to leave out.

    `next_` are patterns of a weekday with its "next"; `leads` are words before a day that say
    nothing.
    """

    whole: dict[str, str]
    next_: tuple[str, ...]
    leads: tuple[str, ...]


_DAY = r"(?P<day>[^\W\d_]+)"
PHRASES = {
    "de": Phrases(
        {
            "ende des monats": "end of the month", "ende monat": "end of the month",
            "monatsende": "end of the month", "zum monatsende": "end of the month",
            "am monatsende": "end of the month", "ende des jahres": "end of the year",
            "dieses wochenende": "this weekend", "am wochenende": "this weekend",
            "mitte des monats": "15th of the month", "in einer woche": "in a week",
        },
        (rf"n(?:ä|ae)chste[nrs]? {_DAY}",),
        ("am", "an", "den", "der", "diesen", "kommenden", "bis", "ab"),
    ),
    "fr": Phrases(
        {
            "après-demain": "in 2 days", "apres-demain": "in 2 days", "après demain": "in 2 days",
            "avant-hier": "2 days ago", "fin du mois": "end of the month",
            "fin de mois": "end of the month", "à la fin du mois": "end of the month",
            "fin de l'année": "end of the year", "ce week-end": "this weekend",
            "ce weekend": "this weekend", "dans une semaine": "in a week",
        },
        (rf"{_DAY} prochain",),
        ("le", "ce", "du"),
    ),
    "es": Phrases(
        {
            "pasado mañana": "in 2 days", "pasado manana": "in 2 days",
            "fin de mes": "end of the month", "a fin de mes": "end of the month",
            "a finales de mes": "end of the month", "final del mes": "end of the month",
            "fin de año": "end of the year", "este fin de semana": "this weekend",
            "el fin de semana": "this weekend", "en una semana": "in a week",
            "dentro de una semana": "in a week",
        },
        (rf"(?:el )?pr(?:ó|o)ximo {_DAY}", rf"(?:el )?{_DAY} (?:que viene|pr(?:ó|o)ximo)"),
        ("el", "este"),
    ),
    "pl": Phrases(
        {
            "za tydzień": "in a week", "za tydzien": "in a week", "za miesiąc": "in a month",
            "za miesiac": "in a month", "za rok": "in a year", "za dzień": "in a day",
            "koniec miesiąca": "end of the month", "na koniec miesiąca": "end of the month",
            "pod koniec miesiąca": "end of the month", "koniec roku": "end of the year",
            "w weekend": "this weekend", "w ten weekend": "this weekend",
        },
        (rf"(?:we? )?(?:przyszł|nast(?:ę|e)pn)[yaąeiow]+ {_DAY}",),
        ("w", "we", "ten", "najbliższy", "tę"),
    ),
    "it": Phrases(
        {
            "dopodomani": "in 2 days", "fine mese": "end of the month",
            "a fine mese": "end of the month", "fine del mese": "end of the month",
            "questo fine settimana": "this weekend", "tra una settimana": "in a week",
            "fra una settimana": "in a week",
        },
        (rf"(?:il |la )?prossim[oa] {_DAY}", rf"{_DAY} prossim[oa]"),
        ("il", "la", "questo", "questa"),
    ),
}  # fmt: skip


def in_english(text: str, languages: Sequence[str]) -> str | None:
    """Return the English for a whole phrase of one of the languages, None if none knows it."""
    plain = " ".join(text.lower().replace("’", "'").split())
    known = (PHRASES[each].whole for each in languages if each in PHRASES)
    return next((whole[plain] for whole in known if plain in whole), None)


def next_day(text: str, languages: Sequence[str]) -> str | None:
    """Return the weekday in "nächsten Freitag", in its own language; None if it is no such."""
    plain = " ".join(text.lower().split())
    patterns = (each for code in languages if code in PHRASES for each in PHRASES[code].next_)
    found = next((match for each in patterns if (match := re.fullmatch(each, plain))), None)
    return found["day"] if found else None


def without_lead(text: str, languages: Sequence[str]) -> str:
    """Return a phrase without a first word that says nothing: "am 5. Januar"."""
    first, _, rest = text.strip().partition(" ")
    leads = {word for code in languages if code in PHRASES for word in PHRASES[code].leads}
    return rest.strip() if first.lower() in leads and rest.strip() else text
