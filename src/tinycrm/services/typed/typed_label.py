"""The beginning of a typed text: its label before a colon or a dash, `sms: …`, and its words."""

from __future__ import annotations

from tinycrm.days import WEEKDAYS

_DASHES = "-–—"
_LONGEST = 40  # characters
_READ = 1000  # characters of a note
SIGNS = ".,;!?()\"'“”…"
_SHORT_WEEKDAYS = {
    "mon": "monday", "tue": "tuesday", "tues": "tuesday", "wed": "wednesday", "weds": "wednesday",
    "thu": "thursday", "thur": "thursday", "thurs": "thursday", "fri": "friday",
}  # fmt: skip
"""Not "sat" and "sun", which are more often another word."""

ENDS = ".;!"


def split_label(text: str) -> tuple[str, str]:
    """Return what may be a label, and the text after it; "" and the whole text for none.

    A hyphen is a dash only after a blank, a colon is one only before a blank: not `12:30`.
    """
    for position, char in enumerate(text[:_LONGEST]):
        after, before = text[position + 1 : position + 2], text[position - 1 : position]
        is_dash = char in _DASHES and position and (before.isspace() or char != "-")
        if (char == ":" or is_dash) and (not after or after.isspace()):
            return text[:position].strip(), text[position + 1 :].strip()
    return "", text


def words_of(text: str) -> tuple[list[str], list[str]]:
    """Return the words of the first two sentences, in lower case, without signs around them."""
    found: tuple[list[str], list[str]] = ([], [])
    at = 0
    for line in (
        text[:_READ]
        .lower()
        .replace("’", "'")
        .replace("e-mail", "email")
        .replace("no-one", "no one")
        .splitlines()[:2]
    ):
        for word in line.split():
            found[min(at, 1)].append(word.strip(SIGNS))
            at += word[-1:] in ENDS and len(word) > 2
        at += 1
    first, second = ([word for word in words if word] for words in found)
    return first, second


def weekday_of(word: str) -> str:
    """Return the English weekday that a word names, in full or shortened, "" for none."""
    day = word.strip(f"{SIGNS}:").lower()
    return day if day in WEEKDAYS else _SHORT_WEEKDAYS.get(day, "")


def length_of(text: str, by: str) -> int:
    """Return how long the words at the beginning of a text are, 0 if it does not begin so."""
    return len(by) if text.lower().startswith(by) else 0
