"""Phrases of other languages for days, put into the English that `words` reads.

Only for the languages of the settings. Names of weekdays and months are those of dateparser. Like
everywhere a phrase is read wholly or not at all, and "next friday" has the rule of the English
one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import time

from tinycrm.dates.phrase_tables import PHRASES, Phrases

Names = Callable[[str, str], str | None]
"""What a word is called in English: ("day" or "month", the word) → its English name, or None."""

_GAPS = {
    "day": r"(?P<day>[^\W\d_]+)", "month": r"(?P<month>[^\W\d_]+)\.?",
    "count": r"(?P<count>[^\W\d_]+|\d{1,3})", "unit": r"(?P<unit>[^\W\d_]+)",
    "nth": r"(?P<nth>\w+)", "n": r"(?P<n>\d{1,2})", "year": r"(?P<year>\d{4})",
}  # fmt: skip


def in_english(text: str, languages: Sequence[str], name: Names) -> str | None:
    """Return the English for a phrase of one of the languages, None if none knows it."""
    for known in _known(languages):
        for phrase in _with_and_without_lead(text, known):
            found = known.whole.get(phrase) or known.days.get(phrase)
            found = found or _by_pattern(phrase, known, name)
            if found:
                return found
    return None


def _known(languages: Sequence[str]) -> Iterator[Phrases]:
    return (PHRASES[each] for each in languages if each in PHRASES)


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())


def _with_and_without_lead(text: str, known: Phrases) -> Iterator[str]:
    """Yield a phrase, and what is left without words that say nothing: "am 5. Januar"."""
    phrase = _plain(text)
    yield phrase
    for lead in sorted(known.leads, key=len, reverse=True):
        rest = phrase.removeprefix(f"{lead} ")
        if rest != phrase:
            yield rest
            return


def without_lead(text: str, languages: Sequence[str]) -> str:
    """Return a phrase without the first words that say nothing, if there are any."""
    for known in _known(languages):
        *_, last = _with_and_without_lead(text, known)
        if last != _plain(text):
            return last
    return text


# ── phrases with gaps ────────────────────────────────────────────────────────────────────


def _by_pattern(phrase: str, known: Phrases, name: Names) -> str | None:
    for pattern, english in known.patterns:
        match = re.fullmatch(_filled(pattern), phrase)
        found = _translated(match.groupdict(), known, name) if match else None
        if found is not None:
            return " ".join(english.format(**found).split())
    return None


def _filled(pattern: str) -> str:
    """Return a pattern with its gaps; other braces, as of a{1,2}, stay."""
    for gap, meaning in _GAPS.items():
        pattern = pattern.replace(f"{{{gap}}}", meaning)
    return pattern


def _translated(parts: dict[str, str | None], known: Phrases, name: Names) -> dict[str, str] | None:
    """Return the English of each gap, "" for one that is not there; None if one has none."""
    found: dict[str, str] = {}
    for gap, word in parts.items():
        english = "" if word is None else _english(gap, word, known, name)
        if english is None:
            return None
        found[gap] = english
    return found


def _english(gap: str, word: str, known: Phrases, name: Names) -> str | None:
    if gap in ("n", "year"):
        return word
    if gap == "count":
        return word if word.isdecimal() else known.counts.get(word)
    if gap in ("unit", "nth"):
        return (known.units if gap == "unit" else known.nths).get(word)
    return known.days.get(word) or name(gap, word)


# ── times of day ─────────────────────────────────────────────────────────────────────────


def without_time(text: str, languages: Sequence[str]) -> tuple[str, time | None] | None:
    """Return a day without the time of day after it: "Freitag um 15 Uhr", "demain matin".

    None if no time follows. A part of a day has no hour. Up to twelve, an hour alone could be of
    the morning or of the evening: it is no time.
    """
    phrase = _plain(text)
    for known in _known(languages):
        for part in known.parts:
            if phrase.endswith(f" {part}"):
                return phrase.removesuffix(part).strip(" ,"), None
        for pattern in known.clocks:
            match = re.fullmatch(rf"(?P<rest>.+?),? {pattern}", phrase)
            clock = _clock(match) if match else None
            if match and clock:
                return match["rest"], clock
    return None


def _clock(match: re.Match[str]) -> time | None:
    hour, minute = int(match["hour"]), match.groupdict().get("minute")
    says_hour = minute is not None or re.search(r"\d ?(?:uhr|h)", match.string)
    if hour > 23 or int(minute or 0) > 59 or not (hour > 12 or says_hour):
        return None
    return time(hour, int(minute or 0))
