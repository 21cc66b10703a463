"""Promises in a note's text: "send the quote by Friday" names a date in the future.

Only dates in English are found, by the project's own parser: it must keep up with typing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from tinycrm.dates import When, words
from tinycrm.dates.calendar import Standpoint, TwoDays
from tinycrm.services.typed.promised_task import task_after, task_before
from tinycrm.values import NamedTuple

_MOST = 3
_READ = 4000  # characters of a note that are searched
_WORDS = 80  # of a sentence
_LONGEST = 5  # words of a date: "friday of the next week"
_SENTENCE = re.compile(r"(?:\d{1,2}\.\d{1,2}\.|\.(?=\d)|[^.!?;\n])+")  # "3.12." ends none
_UNTIL = ("by", "until", "till", "til", "before")
_DEADLINES = ("by", "before")
_NEAR = ("on", "at", "for")
_STARTS = re.compile(
    r"in|next|this|tomm?orr?ow|tmr|tmrw|the|end|early|first|last|a|\d.*"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|weds?|thu(?:rs?)?|fri"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
    r"|christmas|xmas|boxing|new",
    re.IGNORECASE,
)
_SHORT = re.compile(r"sat|sun", re.IGNORECASE)
"""Weekdays after a preposition, and other words without one."""

_MEANT = (
    (r"\b(?:tomm?orr?ow|tmrw|tmr)\b", "tomorrow"),
    (r"\bwk\b", "week"),
    (r"\bxmas\b", "christmas"),
    (r"\bchristmas eve\b", "24 december"),
    (r"\bchristmas(?: day)?\b", "25 december"),
    (r"\bboxing day\b", "26 december"),
    (r"\bnew year's eve\b", "31 december"),
    (r"\b(?:the )?new year(?:'s day)?\b", "1 january"),
)
"""What people type in a hurry or call a day by: enough for a suggestion, too free for a command."""

_AMOUNT = re.compile(r"\d+\.\d+")  # 2.5 kg, and not the second of May
_JOINS = ("and", "but", "then", "so", "or", "-", "–", "—")


class Promise(NamedTuple):
    """Something to do on a future date, in the words of the note."""

    text: str
    when: When


class _Dated(NamedTuple):
    """Where a sentence has a date: its first word, or the preposition before it, and its end."""

    start: int
    end: int
    when: When


def find_promises(text: str, today: date, date_order: str = "") -> list[Promise]:
    """Return the promises of a note, in their order, at most three."""
    at = Standpoint(today, True, date_order)
    found: list[Promise] = []
    for sentence in _SENTENCE.findall(text.replace("’", "'")[:_READ]):
        found += [each for each in _of_sentence(sentence.split()[:_WORDS], at) if each not in found]
    return found[:_MOST]


def _of_sentence(tokens: list[str], at: Standpoint) -> Iterator[Promise]:
    """Yield the promises of a sentence. Words between two dates belong to one of them only."""
    spots = _spots(tokens, at)
    begin = 0
    for spot, following in zip(spots, [*spots[1:], None], strict=False):
        end = following.start if following else len(tokens)
        if begin > spot.start or (0 < begin == spot.start and spot.end == end):
            continue
        task, begin = _task(tokens, begin, spot, end)
        if task:
            yield Promise(task, spot.when)


def _task(tokens: list[str], begin: int, spot: _Dated, end: int) -> tuple[str, int]:
    """Return what is to be done on a date, and where the words of the next date begin."""
    before, after = " ".join(tokens[begin : spot.start]), " ".join(tokens[spot.end : end])
    deadline = tokens[spot.start].lower() in _DEADLINES
    if task := task_before(before, after, deadline=deadline):
        return task, spot.end
    stop = _stop(tokens, spot.end, end, alone=not before)
    after = " ".join(tokens[spot.end : stop])
    task = task_after(before, after, pause=tokens[spot.end - 1][-1] in ",:")
    return task, stop if task else begin


def _stop(tokens: list[str], start: int, end: int, *, alone: bool) -> int:
    """Return where the words after a date end that are about it, and not about the next date.

    Where nothing divides them, none are, or all if nothing is before the date: "Tomorrow ask her
    about Friday".
    """
    if end == len(tokens):
        return end
    parted = (at for at in range(end, start, -1) if _parts(tokens[at - 1]))
    return next(parted, len(tokens) if alone else start)


def _parts(token: str) -> bool:
    return token.lower() in _JOINS or token[-1] in ",:"


def _spots(tokens: list[str], at: Standpoint) -> list[_Dated]:
    """Return where the dates are, up to one with two readings: "next tuesday" on a Monday."""
    found: list[_Dated] = []
    for start, begin, end in _windows(tokens):
        if found and start < found[-1].end:
            continue
        try:
            when = _day(" ".join(tokens[begin:end]), at)
        except TwoDays:
            break
        if when:
            found.append(_Dated(start, end, when))
    return found


def _windows(tokens: list[str]) -> Iterator[tuple[int, int, int]]:
    """Yield where a date may be: its start with the preposition, without it, and its end."""
    for start, word in enumerate(tokens):
        begin = start + (word.lower() in _UNTIL or word.lower() in _NEAR)
        first = tokens[begin].strip(",:") if begin < len(tokens) else ""
        if _STARTS.fullmatch(first) or (begin > start and _SHORT.fullmatch(first)):
            for end in range(min(begin + _LONGEST, len(tokens)), begin, -1):
                yield start, begin, end


def _day(phrase: str, at: Standpoint) -> When | None:
    """Return the future date that a phrase names, None if it is anything else."""
    if _AMOUNT.fullmatch(phrase):
        return None
    try:
        moment = words.moment_named(_meant(phrase.rstrip(",:")), at, None)
    except (ValueError, OverflowError):
        return None
    if moment is None or not at.today < moment[0] or moment[0].year > 2200:
        return None
    return When(*moment)


def _meant(phrase: str) -> str:
    phrase = words.plain(phrase)
    for pattern, meant in _MEANT:
        phrase = re.sub(pattern, meant, phrase)
    return phrase
