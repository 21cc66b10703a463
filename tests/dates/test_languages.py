"""Days in other languages: dateparser is asked, and not believed blindly."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from tinycrm.dates import EitherDay, When, parse_when
from tinycrm.errors import UsageProblem

SUNDAY = date(2026, 11, 22)


def ahead(text: str, today: date = SUNDAY, **more: Any) -> str:
    return _said(parse_when(text, today, leaning="future", **more))


def _said(when: When) -> str:
    return f"{when.day}{when.time: %H:%M}" if when.time else str(when.day)


@pytest.mark.parametrize(
    ("language", "phrase", "expected"),
    [
        ("de", "3. Dezember", "2026-12-03"),
        ("de", "donnerstag 3. dezember 2026 15:00", "2026-12-03 15:00"),
        ("de", "22. november", "2026-11-22"),
        ("de", "29. februar", "2028-02-29"),
        ("de", "übermorgen", "2026-11-24"),
        ("de", "in 2 Wochen", "2026-12-06"),
        ("de", "2 wochen", "2026-12-06"),
        ("de", "vor 2 wochen", "2026-11-08"),
        ("de", "freitag", "2026-11-27"),
        ("pl", "jutro", "2026-11-23"),
        ("pl", "3 grudnia", "2026-12-03"),
        ("pl", "w piątek", "2026-11-27"),
        ("pl", "za 2 tygodnie", "2026-12-06"),
        ("fr", "demain midi", "2026-11-23 12:00"),
        ("ru", "в пятницу", "2026-11-27"),
        ("pl", "friday", "2026-11-27"),
        ("de", "Ende des Monats", "2026-11-30"),
        ("de", "am 5. Januar", "2027-01-05"),
        ("de", "am Freitag", "2026-11-27"),
        ("de", "nächsten Freitag", "2026-11-27"),
        ("de", "Naechsten Montag", "2026-11-23"),
        ("fr", "vendredi prochain", "2026-11-27"),
        ("fr", "après-demain", "2026-11-24"),
        ("fr", "fin du mois", "2026-11-30"),
        ("fr", "le 5 janvier", "2027-01-05"),
        ("fr", "dans une semaine", "2026-11-29"),
        ("pl", "za tydzień", "2026-11-29"),
        ("pl", "w przyszły piątek", "2026-11-27"),
        ("pl", "pod koniec miesiąca", "2026-11-30"),
        ("es", "pasado mañana", "2026-11-24"),
        ("es", "el próximo viernes", "2026-11-27"),
        ("es", "el viernes que viene", "2026-11-27"),
        ("es", "fin de mes", "2026-11-30"),
        ("it", "dopodomani", "2026-11-24"),
        ("it", "venerdì prossimo", "2026-11-27"),
    ],
)
def test_a_language_of_the_settings_is_understood(language, phrase, expected):
    assert ahead(phrase, now=time(10, 30), languages=("en", language)) == expected


@pytest.mark.parametrize(
    "phrase",
    ["dezember", "montag 3. dezember 2026", "31. februar", "3. dezember 26", "in 2 tagen 5",
     "morgen 15 uhr", "diese woche", "3.-5. dezember", "3. dezember mittagessen", "mittag",
     "freitag oder samstag", "--02-29", "3/4", "12", "in 2 stunden", "vor einer stunde",
     "in 999999999 jahren", "3. dezember 15:00 CET"],
)  # fmt: skip
def test_in_another_language_too_doubt_means_no(phrase):
    with pytest.raises(UsageProblem):
        ahead(phrase, languages=("en", "de"))


def test_a_language_nobody_knows_is_named():
    with pytest.raises(UsageProblem, match=r"languages”.*xx"):
        ahead("freitag", languages=("en", "xx"))


@pytest.mark.parametrize(
    ("language", "phrase"),
    [("de", "nächsten Freitag"), ("fr", "vendredi prochain"), ("pl", "w przyszły piątek")],
)
def test_next_is_two_days_in_every_language(language, phrase):
    with pytest.raises(EitherDay):
        ahead(phrase, date(2026, 11, 24), languages=("en", language))
