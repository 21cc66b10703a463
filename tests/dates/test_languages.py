"""Days in other languages: dateparser is asked, and not believed blindly."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from tests.rows import for_each
from tinycrm.dates import EitherDay, When, parse_when
from tinycrm.errors import UsageProblem

SUNDAY = date(2026, 11, 22)


def ahead(text: str, today: date = SUNDAY, **more: Any) -> str:
    return _said(parse_when(text, today, leaning="future", **more))


def _said(when: When) -> str:
    return f"{when.day}{when.time: %H:%M}" if when.time else str(when.day)


@for_each(
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


@for_each(
    "phrase",
    ["dezember", "montag 3. dezember 2026", "31. februar", "3. dezember 26", "in 2 tagen 5",
     "morgen um 3", "freitag um 25 uhr", "diese woche", "5.", "nächsten tag", "ende montag",
     "3.-5. dezember", "3. dezember mittagessen", "mittag",
     "freitag oder samstag", "--02-29", "3/4", "12", "in 2 stunden", "vor einer stunde",
     "in 999999999 jahren", "3. dezember 15:00 CET"],
)  # fmt: skip
def test_in_another_language_too_doubt_means_no(phrase):
    with pytest.raises(UsageProblem):
        ahead(phrase, languages=("en", "de"))


TUESDAY = date(2026, 11, 24)
PHRASES = {
    "en": """
        eom: 2026-11-30 | 3mo: 2027-02-24 | 31.10: 2027-10-31 | 31 Oct 26: 2026-10-31
        this weekend: 2026-11-28 | weekend: 2026-11-28 | the 31: 2026-12-31
        second tuesday of december: 2026-12-08 | mid december: 2026-12-15
        end december: 2026-12-31 | mid next month: 2026-12-15 | month end: 2026-11-30
        a couple of weeks: 2026-12-08 | next monday: 2026-11-30 | friday next week: 2026-12-04
        friday week: 2026-12-04 | eow: 2026-11-29 | 5.1.27: 2027-01-05 | fri 15:00: 2026-11-27 15:00
    """,
    "de": """
        übermorgen: 2026-11-26 | uebermorgen: 2026-11-26 | Ende des Monats: 2026-11-30
        Ende nächsten Monats: 2026-12-31 | Mitte Dezember: 2026-12-15 | Ende Mai 2027: 2027-05-31
        Anfang Januar: 2027-01-01 | am 5. Januar: 2027-01-05 | am 5.1.: 2027-01-05
        am 5.: 2026-12-05 | in einer Woche: 2026-12-01 | in drei Tagen: 2026-11-27
        nächsten Montag: 2026-11-30 | kommenden Freitag: 2026-11-27 | letzten Freitag: 2026-11-20
        Mittwoch nächster Woche: 2026-12-02 | nächste Woche Mittwoch: 2026-12-02
        dieses Wochenende: 2026-11-28 | erster Montag im Januar: 2027-01-04
        Freitag um 15 Uhr: 2026-11-27 15:00 | Freitag 15:00: 2026-11-27 15:00
        morgen 9 Uhr: 2026-11-25 09:00 | morgen früh: 2026-11-25 | Sonnabend: 2026-11-28
        am 27.11. um 15.30 Uhr: 2026-11-27 15:30 | in einem halben Jahr: 2027-05-24
        Heiligabend: 2026-12-24
    """,
    "fr": """
        après-demain: 2026-11-26 | le 5 janvier: 2027-01-05 | le 1er janvier: 2027-01-01
        le 5: 2026-12-05 | ce vendredi: 2026-11-27 | lundi prochain: 2026-11-30
        vendredi dernier: 2026-11-20 | le mois prochain: 2026-12-24 | fin du mois: 2026-11-30
        fin décembre: 2026-12-31 | mi-décembre: 2026-12-15 | début janvier: 2027-01-01
        dans deux semaines: 2026-12-08 | dans une semaine: 2026-12-01 | ce week-end: 2026-11-28
        lundi de la semaine prochaine: 2026-11-30 | vendredi en huit: 2026-12-04
        demain matin: 2026-11-25 | demain à 9h: 2026-11-25 09:00 | demain 15h30: 2026-11-25 15:30
        le premier lundi de janvier: 2027-01-04 | d'ici vendredi: 2026-11-27
    """,
    "es": """
        pasado mañana: 2026-11-26 | antes de ayer: 2026-11-22 | el 5 de enero: 2027-01-05
        el 5: 2026-12-05 | el primero de diciembre: 2026-12-01 | este viernes: 2026-11-27
        el lunes que viene: 2026-11-30 | el viernes pasado: 2026-11-20
        la semana que viene: 2026-12-01 | el próximo mes: 2026-12-24 | fin de mes: 2026-11-30
        a finales de mes: 2026-11-30 | mediados de diciembre: 2026-12-15 | en tres días: 2026-11-27
        dentro de dos semanas: 2026-12-08 | hace tres días: 2026-11-21
        el lunes de la semana que viene: 2026-11-30 | mañana por la mañana: 2026-11-25
        el viernes a las 15:00: 2026-11-27 15:00 | primer lunes de enero: 2027-01-04
    """,
    "pl": """
        pojutrze: 2026-11-26 | za tydzień: 2026-12-01 | za dwa tygodnie: 2026-12-08
        za trzy dni: 2026-11-27 | za pół roku: 2027-05-24 | w piątek: 2026-11-27
        do piątku: 2026-11-27 | do 5 stycznia: 2027-01-05 | w przyszły poniedziałek: 2026-11-30
        w zeszły piątek: 2026-11-20 | w przyszłym tygodniu: 2026-12-01
        w przyszłym miesiącu: 2026-12-24 | do końca miesiąca: 2026-11-30
        koniec grudnia: 2026-12-31 | w połowie grudnia: 2026-12-15
        na początku stycznia: 2027-01-01 | w weekend: 2026-11-28 | tydzień temu: 2026-11-17
        jutro rano: 2026-11-25 | jutro o 9:00: 2026-11-25 09:00
        w piątek o 15: 2026-11-27 15:00 | pierwszy poniedziałek stycznia: 2027-01-04
    """,
}


@pytest.mark.parametrize("language", PHRASES)
def test_everyday_phrases_are_read_rightly_in_five_languages(language):
    table = [
        pair.strip().partition(": ")
        for line in PHRASES[language].strip().splitlines()
        for pair in line.split(" | ")
    ]
    wrong = {
        phrase: found
        for phrase, _, expected in table
        if (found := ahead(phrase, TUESDAY, languages=("en", language))) != expected
    }
    assert wrong == {}
    assert len(table) >= 19


def test_a_language_nobody_knows_is_named():
    with pytest.raises(UsageProblem, match=r"languages”.*xx"):
        ahead("freitag", languages=("en", "xx"))


@for_each(
    ("language", "phrase"),
    [
        ("en", "next wednesday"), ("de", "nächsten Freitag"), ("de", "naechsten Mittwoch"),
        ("de", "nächstes Wochenende"), ("fr", "vendredi prochain"), ("fr", "le week-end prochain"),
        ("es", "el próximo viernes"), ("es", "el viernes que viene"), ("pl", "w przyszły piątek"),
        ("pl", "w następną środę"), ("it", "venerdì prossimo"),
    ],
)  # fmt: skip
def test_next_is_two_days_in_every_language(language, phrase):
    with pytest.raises(EitherDay) as either:
        ahead(phrase, TUESDAY, languages=("en", language))
    assert either.value.sentence.startswith(f"“{phrase}” could be ")
