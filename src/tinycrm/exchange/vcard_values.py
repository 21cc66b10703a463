"""Single values of a vCard into plain text and dates: names, addresses, days."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tinycrm import clock
from tinycrm.dates.yearly import read_yearly_day
from tinycrm.days import YearlyDay, yearly_day
from tinycrm.errors import UsageProblem
from tinycrm.exchange.content_lines import ContentLine
from tinycrm.text import plain_label

_ESCAPES = (
    ("\\n", "\n"), ("\\N", "\n"), ("\\,", ","), ("\\;", ";"), ("\\:", ":"), ("\\\n", "\n"),
    ('\\"', '"'), ("\\'", "'"),
)  # fmt: skip


# ── text ─────────────────────────────────────────────────────────────────────────────────


def read_text(value: str) -> str:
    r"""Return a value with its escapes replaced: \n is a line break, \, a comma, \; a semicolon."""
    if "\\" not in value and "\r" not in value:
        return value.strip()
    if "\\" in value:
        value = "\\".join(map(_without_escapes, value.split("\\\\")))
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()


def _without_escapes(text: str) -> str:
    if "\\" in text:
        for escape, meant in _ESCAPES:
            text = text.replace(escape, meant)
    return text


def read_words(value: str) -> str:
    """Return a value as one line of text, otherwise unchanged."""
    return one_line(read_text(value))


def read_line(value: str) -> str:
    """Return a value as one line of text without the semicolons that some programs end it with."""
    text = value.rstrip()
    while text.endswith(";") and not text.endswith("\\;"):
        text = text[:-1].rstrip()
    return read_words(text)


def one_line(text: str) -> str:
    """Return a text without its line breaks, otherwise unchanged."""
    if "\n" not in text and "\r" not in text:
        return text
    return " ".join(e.strip() for e in text.replace("\r", "\n").split("\n") if e.strip())


def split_at(sign: str, value: str) -> list[str]:
    """Return the parts of a value between unescaped signs ("," or ";"), with their escapes."""
    pieces = value.split(sign)
    if f"\\{sign}" not in value:
        return pieces
    parts: list[str] = []
    start = 0
    for at, piece in enumerate(pieces, 1):
        backslashes = len(piece) - len(piece.rstrip("\\"))
        if backslashes % 2 == 0 or at == len(pieces):
            parts.append(sign.join(pieces[start:at]))
            start = at
    return parts


def read_list(value: str, sign: str = ",") -> list[str]:
    """Return the parts of a list that are not blank, each as one line of text."""
    return [text for part in split_at(sign, value) if (text := read_words(part))]


def read_parts(value: str) -> str:
    """Return the parts of an organization, from the whole to its smallest unit."""
    return ", ".join(read_list(value, ";"))


def read_own_label(value: str) -> str:
    """Return the label of an X-ABLabel: as typed by a person, or as built in by Apple."""
    return plain_label(read_words(value))


# ── who ──────────────────────────────────────────────────────────────────────────────────

# Han, kana, hangul: the family name comes first.
_FAMILY_FIRST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af々〇ー\s]+")


def read_name(value: str, *, has_lists: bool) -> str:
    """Return a structured name as people write it: `Dr. Ada Augusta King, Ph.D.`.

    `has_lists`: an unescaped comma in a part separates several names (since vCard 3.0).
    """
    parts = [_read_part(part, has_lists) for part in split_at(";", value)] + [""] * 5
    family, given, middle, prefix, suffix = parts[:5]
    if _FAMILY_FIRST.fullmatch(family + given + middle):
        given, middle, family = family, given, middle
    return " ".join(part for part in (prefix, given, middle, family, suffix) if part)


def is_plain_name(value: str, name: str) -> bool:
    """Return whether a structured name is just `name`: given names and one family name."""
    family, given, *others = [read_words(part) for part in split_at(";", value)] + [""]
    one_word = family or given
    return " " not in one_word and not any(others) and f"{given} {family}".strip() == name


def _read_part(part: str, has_lists: bool) -> str:
    return " ".join(read_list(part)) if has_lists else read_words(part)


# ── where ────────────────────────────────────────────────────────────────────────────────


def read_address(value: str) -> str:
    """Return an address on one line: street, city, region with postal code, country.

    What comes after these seven parts is left out if it only repeats them, as Google writes it.
    """
    parts = [", ".join(read_text(part).split("\n")) for part in split_at(";", value)]
    box, extended, street, city, region, code, country = (parts + [""] * 7)[:7]
    more = parts[7:] if parts[7:] and not _repeats(parts[7:], parts[:7]) else ()
    lines = (street, extended, box, city, f"{region} {code}", country, *more)
    return ", ".join(line.strip(" ,") for line in lines if line.strip(" ,"))


def _repeats(parts: Sequence[str], others: Sequence[str]) -> bool:
    return _words(others).issuperset(_words(parts))


def is_written_again(text: str, addresses: Sequence[str]) -> bool:
    """Return whether a text is one of these addresses, if spelled a little otherwise."""
    words = _words([text])
    return len(words & _words(addresses)) * 2 >= len(words)


def _words(texts: Sequence[str]) -> set[str]:
    return set(" ".join(texts).replace(",", " ").split())


# ── days ─────────────────────────────────────────────────────────────────────────────────

_DAY = re.compile(
    r"(?:(?P<year>\d{4})(?:-(?P<m1>\d\d?)-(?P<d1>\d\d?)|(?P<m2>\d\d)(?P<d2>\d\d))"
    r"|--(?P<m3>\d\d)-?(?P<d3>\d\d))(?:[T ].*|Z)?",
    re.ASCII | re.DOTALL,
)
# How programs write "no year": Apple with 1604, a leap year, others with 0000.
_NO_YEAR = (0, 1604)
_CALENDARS = ("", "gregorian")


_MONTH, _MONTH_DAY = ("m1", "m2", "m3"), ("d1", "d2", "d3")


def read_day(line: ContentLine) -> YearlyDay | None:
    """Return the date of `19801231`, `1980-12-31T…`, `--1231` or as people write it; else None.

    The year in X-APPLE-OMIT-YEAR means no year.
    """
    if line.params and line.param("CALSCALE").lower() not in _CALENDARS:
        return None
    text = read_words(line.value)
    no_year = line.param("X-APPLE-OMIT-YEAR").strip() if line.params else ""
    return parse_day(text, no_year) or _read_typed_day(text)


def _read_typed_day(text: str) -> YearlyDay | None:
    """Return the date of `12.03.1985`, `3. März 1980` or `850312`, by the user's settings."""
    if re.fullmatch(r"\d{6}", text, re.ASCII):
        return _six_digits(text)
    try:
        return read_yearly_day(text)
    except UsageProblem:
        return None


def _six_digits(text: str) -> YearlyDay | None:
    """Return the date of `850312`, unless it can be a month (`198503`) or a year of the 2000s."""
    year, today = int(text[:2]), clock.today().year
    if int(text[:4]) <= today or 2000 + year <= today:
        return None
    return parse_day(f"19{text}")


def is_utc_time(line: ContentLine) -> bool:
    """Return whether a day has a time in UTC, so that it may be another day where it was meant."""
    if line.value.rstrip()[-1:] not in ("Z", "z"):
        return False
    match = re.search(r"[T ](\d\d:?\d\d(?::?\d\d)?)(?:[.]\d+)?Z\s*$", line.value, re.IGNORECASE)
    return bool(match and match[1].strip("0:"))


def parse_day(text: str, no_year: str = "") -> YearlyDay | None:
    """Return the date, without a year if it has none or it is `no_year`; else None."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return None
    month, day = (next(int(match[n]) for n in names if match[n]) for names in (_MONTH, _MONTH_DAY))
    year = int(match["year"] or 0)
    try:
        return yearly_day(month, day, None if year in _NO_YEAR or str(year) == no_year else year)
    except ValueError:
        return None


# ── Android's own ────────────────────────────────────────────────────────────────────────

_EVENTS = {"1": "anniversary", "3": "birthday"}


def read_custom(value: str) -> list[str]:
    """Return the fields of X-ANDROID-CUSTOM, at least four; the first is its kind."""
    fields = [read_words(part) for part in split_at(";", value)] + [""] * 4
    return [fields[0].rpartition("/")[2], *fields[1:]]


def read_event(value: str) -> tuple[str, YearlyDay | None]:
    """Return label and date of an X-ANDROID-CUSTOM; None for the date if it is not one."""
    kind, day, number, label, *_ = read_custom(value)
    return _EVENTS.get(number, label or "other"), parse_day(
        day
    ) if kind == "contact_event" else None


def labelled_day(line: ContentLine, own_label: str) -> tuple[str, YearlyDay | None]:
    """Return label and day of a property with a date; None for the day if it is none.

    `own_label` is the value of its X-ABLabel, which only an X-ABDATE has.
    """
    if line.name == "X-ANDROID-CUSTOM":
        return read_event(line.value)
    day = read_day(line)
    if line.name != "X-ABDATE":
        return "birthday" if line.name == "BDAY" else "anniversary", day
    return read_own_label(own_label) or "other", day
