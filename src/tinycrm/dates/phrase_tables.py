"""Everyday phrases for days in other languages, with the English that `words` reads.

Only what dateparser does not know, or reads too freely. In a pattern {day} is a weekday, {month} a
month, {count} a number, {unit} a unit of time, {nth} an ordinal, {n} a day of the month, {year} a
year; in the English they are in English.
"""

from __future__ import annotations

from tinycrm.values import NamedTuple


class Phrases(NamedTuple):
    """What is known of a language.

    `whole` are phrases and `patterns` phrases with a gap, each with its English. `leads` are words
    before a day that say nothing, `days` forms of weekdays that dateparser lacks, `counts`, `units`
    and `nths` the words for {count}, {unit} and {nth}. `clocks` are patterns of a time of day after
    the day, `parts` are words after it that say a part of the day.
    """

    whole: dict[str, str]
    patterns: tuple[tuple[str, str], ...]
    leads: tuple[str, ...]
    clocks: tuple[str, ...]
    parts: tuple[str, ...]
    days: dict[str, str] = {}  # noqa: RUF012 (never changed)
    counts: dict[str, str] = {}  # noqa: RUF012
    units: dict[str, str] = {}  # noqa: RUF012
    nths: dict[str, str] = {}  # noqa: RUF012


def _by_word(**of: str) -> dict[str, str]:
    """Return a table of words and what they mean, given the words of each meaning."""
    return {word: meaning for meaning, words in of.items() for word in words.split()}


_COLON = r"(?P<hour>\d{1,2}):(?P<minute>\d\d)"
_SEASONAL = "24 december"

GERMAN = Phrases(
    whole={
        "uebermorgen": "in 2 days", "monatsende": "end of the month",
        "ende des monats": "end of the month", "ende monat": "end of the month",
        "ende dieses monats": "end of the month", "ende nächsten monats": "end of next month",
        "ende des nächsten monats": "end of next month",
        "anfang nächsten monats": "start of next month",
        "mitte des monats": "15th of the month", "mitte nächsten monats": "15th of next month",
        "ende der woche": "end of the week", "ende des jahres": "end of the year",
        "jahresende": "end of the year", "wochenende": "this weekend",
        "dieses wochenende": "this weekend", "nächstes wochenende": "next weekend",
        "nächsten monat": "next month", "nächstes jahr": "next year",
        "in einer woche": "in a week", "in einem halben jahr": "in 6 months",
        "heiligabend": _SEASONAL, "silvester": "31 december", "neujahr": "1 january",
    },
    patterns=(
        (r"n(?:ä|ae)chste[nrs]? {day}", "next {day}"),
        (r"diese[nrs]? {day}", "this {day}"),
        (r"kommende[nrs]? {day}", "coming {day}"),
        (r"(?:letzte|vorige|vergangene)[nrs]? {day}", "last {day}"),
        (r"{day} n(?:ä|ae)chste[rn]? woche", "{day} next week"),
        (r"n(?:ä|ae)chste woche (?:am )?{day}", "{day} next week"),
        (r"(?:letzte|vorige) woche (?:am )?{day}", "{day} last week"),
        (r"{day} in einer woche", "{day} week"),
        (r"ende {month}(?: {year})?", "end of {month} {year}"),
        (r"mitte {month}(?: {year})?", "mid {month} {year}"),
        (r"anfang {month}(?: {year})?", "start of {month} {year}"),
        (r"{nth} {day} (?:im|des) {month}(?: {year})?", "{nth} {day} of {month} {year}"),
        (r"(?:bis )?(?:am|zum) {n}\.", "the {n}"),
    ),
    leads=("am", "an", "den", "der", "zum", "bis", "ab", "bis zum"),
    clocks=(
        r"(?:um |gegen )?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))? ?uhr",
        r"um (?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?", _COLON,
    ),
    parts=("früh", "frueh", "vormittag", "nachmittag", "abend", "morgens", "abends"),
    days={"sonnabend": "saturday"},
    nths=_by_word(
        first="erster ersten", second="zweiter zweiten", third="dritter dritten",
        fourth="vierter vierten", last="letzter letzten",
    ),
)  # fmt: skip

FRENCH = Phrases(
    whole={
        "après-demain": "in 2 days", "apres-demain": "in 2 days", "après demain": "in 2 days",
        "avant-hier": "2 days ago", "fin du mois": "end of the month",
        "fin de mois": "end of the month", "à la fin du mois": "end of the month",
        "fin du mois prochain": "end of next month",
        "début du mois prochain": "start of next month",
        "mi-mois": "15th of the month",
        "fin de la semaine": "end of the week", "fin de semaine": "end of the week",
        "fin de l'année": "end of the year", "fin d'année": "end of the year",
        "ce soir": "tonight", "ce week-end": "this weekend", "ce weekend": "this weekend",
        "week-end prochain": "next weekend", "weekend prochain": "next weekend",
        "dans une semaine": "in a week", "semaine prochaine": "next week",
        "la semaine prochaine": "next week", "mois prochain": "next month",
        "l'année prochaine": "next year", "l'an prochain": "next year",
        "noël": "25 december", "à noël": "25 december", "jour de l'an": "1 january",
    },
    patterns=(
        (r"{day} prochain", "next {day}"),
        (r"ce {day}", "this {day}"),
        (r"{day} dernier", "last {day}"),
        (r"{day} (?:de )?(?:la )?semaine prochaine", "{day} next week"),
        (r"la semaine prochaine {day}", "{day} next week"),
        (r"{day} en huit", "{day} week"),
        (r"(?:à la )?fin (?:de )?{month}(?: {year})?", "end of {month} {year}"),
        (r"(?:à la )?mi[- ]{month}(?: {year})?", "mid {month} {year}"),
        (r"(?:au )?début (?:de )?{month}(?: {year})?", "start of {month} {year}"),
        (r"{nth} {day} (?:de |d'|du mois de ){month}(?: {year})?", "{nth} {day} of {month} {year}"),
        (r"(?:le ){n}(?:er)?", "the {n}"),
    ),
    leads=("le", "du", "d'ici", "d'ici le", "pour", "jusqu'à"),
    clocks=(
        r"(?:(?:à|a|vers) )?(?P<hour>\d{1,2}) ?h(?:eures?)?(?: ?(?P<minute>\d\d))?",
        r"à (?P<hour>\d{1,2})(?::(?P<minute>\d\d))?", _COLON,
    ),
    parts=("matin", "après-midi", "soir", "dans la matinée", "dans l'après-midi", "dans la soirée"),
    nths=_by_word(
        first="premier 1er", second="deuxième 2e", third="troisième 3e", fourth="quatrième 4e",
        last="dernier",
    ),
)  # fmt: skip

SPANISH = Phrases(
    whole={
        "pasado mañana": "in 2 days", "pasado manana": "in 2 days", "antes de ayer": "2 days ago",
        "fin de mes": "end of the month", "a fin de mes": "end of the month",
        "a fines de mes": "end of the month", "finales de mes": "end of the month",
        "a finales de mes": "end of the month", "final del mes": "end of the month",
        "fin del mes": "end of the month", "a mediados de mes": "15th of the month",
        "esta noche": "tonight", "final de la semana": "end of the week",
        "fin de año": "end of the year",
        "final de año": "end of the year", "este fin de semana": "this weekend",
        "fin de semana": "this weekend", "próximo fin de semana": "next weekend",
        "en una semana": "in a week", "dentro de una semana": "in a week",
        "la semana que viene": "next week", "la próxima semana": "next week",
        "mes que viene": "next month", "próximo mes": "next month", "proximo mes": "next month",
        "año que viene": "next year", "próximo año": "next year",
        "nochebuena": _SEASONAL, "navidad": "25 december", "nochevieja": "31 december",
        "año nuevo": "1 january",
    },
    patterns=(
        (r"pr(?:ó|o)ximo {day}", "next {day}"),
        (r"{day} (?:que viene|pr(?:ó|o)ximo)", "next {day}"),
        (r"este {day}", "this {day}"),
        (r"{day} pasado", "last {day}"),
        (r"{day} de la (?:semana que viene|pr(?:ó|o)xima semana)", "{day} next week"),
        (r"(?:a )?(?:fines|finales|fin) de {month}(?: de {year})?", "end of {month} {year}"),
        (r"(?:a )?mediados de {month}(?: de {year})?", "mid {month} {year}"),
        (r"(?:a )?principios de {month}(?: de {year})?", "start of {month} {year}"),
        (r"primero de {month}(?: de {year})?", "1 {month} {year}"),
        (r"{nth} {day} de {month}(?: de {year})?", "{nth} {day} of {month} {year}"),
        (r"(?:en|dentro de) {count} {unit}", "in {count} {unit}"),
        (r"hace {count} {unit}", "{count} {unit} ago"),
        (r"(?:el )(?:día )?{n}", "the {n}"),
    ),
    leads=("el", "para el", "hasta el", "para", "hasta"),
    clocks=(
        r"(?:a )?las? (?P<hour>\d{1,2})(?::(?P<minute>\d\d))?",
        r"(?:a )?(?:las? )?(?P<hour>\d{1,2})(?::(?P<minute>\d\d))? ?h(?:oras)?", _COLON,
    ),
    parts=("por la mañana", "por la tarde", "por la noche"),
    counts=_by_word(**{
        "1": "un una", "2": "dos", "3": "tres", "4": "cuatro", "5": "cinco", "6": "seis",
        "7": "siete", "8": "ocho", "9": "nueve", "10": "diez",
    }),
    units=_by_word(
        days="día días dia dias", weeks="semana semanas", months="mes meses", years="año años",
    ),
    nths=_by_word(
        first="primer", second="segundo", third="tercer", fourth="cuarto", last="último ultimo",
    ),
)  # fmt: skip

POLISH = Phrases(
    whole={
        "za tydzień": "in a week", "za tydzien": "in a week", "za miesiąc": "in a month",
        "za miesiac": "in a month", "za rok": "in a year", "za dzień": "in a day",
        "za pół roku": "in 6 months", "jutra": "tomorrow", "tydzień temu": "a week ago",
        "miesiąc temu": "a month ago", "rok temu": "a year ago",
        "koniec miesiąca": "end of the month", "końca miesiąca": "end of the month",
        "pod koniec miesiąca": "end of the month", "koniec tygodnia": "end of the week",
        "końca tygodnia": "end of the week", "koniec roku": "end of the year",
        "pod koniec roku": "end of the year", "końca roku": "end of the year",
        "koniec przyszłego miesiąca": "end of next month",
        "połowa miesiąca": "15th of the month", "połowie miesiąca": "15th of the month",
        "weekend": "this weekend", "ten weekend": "this weekend",
        "przyszły weekend": "next weekend", "następny weekend": "next weekend",
        "przyszłym tygodniu": "next week", "następnym tygodniu": "next week",
        "przyszły tydzień": "next week", "przyszły miesiąc": "next month",
        "przyszłym miesiącu": "next month", "następnym miesiącu": "next month",
        "przyszłym roku": "next year", "wigilia": _SEASONAL, "wigilię": _SEASONAL,
        "sylwester": "31 december", "sylwestra": "31 december", "nowy rok": "1 january",
    },
    patterns=(
        (r"(?:przyszł|nast(?:ę|e)pn)[yaąeiow]+ {day}", "next {day}"),
        (r"(?:ten|t(?:ę|a|e)) {day}", "this {day}"),
        (r"najbliższ[yaąe] {day}", "coming {day}"),
        (r"(?:zeszł|ubiegł|ostatni)[yaąe]? {day}", "last {day}"),
        (r"{day} w (?:przyszłym|następnym) tygodniu", "{day} next week"),
        (r"w (?:przyszłym|następnym) tygodniu we? {day}", "{day} next week"),
        (r"{day} za tydzień", "{day} week"),
        (r"(?:pod )?ko(?:niec|ńca|ńcem) {month}(?: {year})?", "end of {month} {year}"),
        (r"połow(?:a|y|ie|ę) {month}(?: {year})?", "mid {month} {year}"),
        (r"począt(?:ek|ku|kiem) {month}(?: {year})?", "start of {month} {year}"),
        (r"{nth} {day} {month}(?: {year})?", "{nth} {day} of {month} {year}"),
        (r"za {count} {unit}", "in {count} {unit}"),
        (r"{count} {unit} temu", "{count} {unit} ago"),
        (r"{n}(?:-?(?:go|tego|ego))", "the {n}"),
    ),
    leads=("w", "we", "do", "na", "od"),
    clocks=(r"o (?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?", _COLON),
    parts=("rano", "wieczorem", "po południu", "przed południem"),
    days=_by_word(
        monday="poniedziałku", tuesday="wtorku", wednesday="środy", thursday="czwartku",
        friday="piątku", saturday="soboty", sunday="niedzieli",
    ),
    counts=_by_word(**{
        "2": "dwa dwie", "3": "trzy", "4": "cztery", "5": "pięć", "6": "sześć", "7": "siedem",
        "8": "osiem", "9": "dziewięć", "10": "dziesięć",
    }),
    units=_by_word(
        days="dni dzień", weeks="tydzień tygodnie tygodni", months="miesiąc miesiące miesięcy",
        years="rok lata lat",
    ),
    nths=_by_word(
        first="pierwszy pierwsza pierwszą", second="drugi druga drugą",
        third="trzeci trzecia trzecią", fourth="czwarty czwarta czwartą",
        last="ostatni ostatnia ostatnią",
    ),
)  # fmt: skip

ITALIAN = Phrases(
    whole={
        "dopodomani": "in 2 days", "fine mese": "end of the month",
        "a fine mese": "end of the month", "fine del mese": "end of the month",
        "questo fine settimana": "this weekend", "prossimo fine settimana": "next weekend",
        "tra una settimana": "in a week", "fra una settimana": "in a week",
        "la prossima settimana": "next week", "la settimana prossima": "next week",
        "prossimo mese": "next month", "mese prossimo": "next month",
    },
    patterns=(
        (r"prossim[oa] {day}", "next {day}"),
        (r"{day} prossim[oa]", "next {day}"),
        (r"quest[oa] {day}", "this {day}"),
        (r"{day} scors[oa]", "last {day}"),
        (r"(?:a )?fine {month}(?: {year})?", "end of {month} {year}"),
        (r"(?:a )?metà {month}(?: {year})?", "mid {month} {year}"),
        (r"(?:il ){n}", "the {n}"),
    ),
    leads=("il", "la", "entro", "entro il", "per"),
    clocks=(r"(?:alle |ore )(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?", _COLON),
    parts=("mattina", "pomeriggio", "sera"),
)  # fmt: skip

PHRASES = {"de": GERMAN, "fr": FRENCH, "es": SPANISH, "pl": POLISH, "it": ITALIAN}
"""By the code of the language, as the settings have it (ISO 639-1)."""
