"""Promises in a note's text: "send the quote by Friday" names a date in the future.

Only dates in English are found, by the project's own parser: it must keep up with typing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from tinycrm.dates import When, words
from tinycrm.dates.calendar import Standpoint, TwoDays
from tinycrm.services.typed.promised_task import task_of
from tinycrm.values import NamedTuple

_MOST = 3
_READ = 4000  # characters of a note that are searched
_LONGEST = 5  # words of a date: "friday of the next week"
_SENTENCE = re.compile(r"(?:\d{1,2}\.\d{1,2}\.|\.(?=\d)|[^.!?;\n])+")  # "3.12." ends none
_UNTIL = ("by", "until", "till", "before")
_DEADLINES = ("by", "before")
_NEAR = ("on", "at", "for")
_STARTS = re.compile(
    r"in|next|this|tomorrow|the|end|early|first|last|a|\d.*|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]*",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\d+\.\d+")  # 2.5 kg, and not the second of May


class Promise(NamedTuple):
    """Something to do on a future date, in the words of the note."""

    text: str
    when: When


def find_promises(text: str, today: date, date_order: str = "") -> list[Promise]:
    """Return the promises of a note, in their order, at most three."""
    at = Standpoint(today, True, date_order)
    found: list[Promise] = []
    for sentence in _SENTENCE.findall(text.replace("’", "'")[:_READ]):
        promise = _promise(sentence, at)
        if promise and promise not in found:
            found.append(promise)
    return found[:_MOST]


def _promise(sentence: str, at: Standpoint) -> Promise | None:
    tokens = sentence.split()[:80]
    for start, begin, end in _windows(tokens):
        try:
            when = _day(" ".join(tokens[begin:end]), at)
        except TwoDays:
            return None  # "next tuesday", in a week whose Tuesday is to come
        if when:
            deadline = tokens[start].lower() in _DEADLINES
            before, after = " ".join(tokens[:start]), " ".join(tokens[end:])
            if tokens[end - 1].endswith(","):
                after = f", {after}"
            task = task_of(before, after, deadline=deadline)
            if task:
                return Promise(task, when)
    return None


def _windows(tokens: list[str]) -> Iterator[tuple[int, int, int]]:
    """Yield where a date may be: its start with the preposition, without it, and its end."""
    for start, word in enumerate(tokens):
        begin = start + (word.lower() in _UNTIL or word.lower() in _NEAR)
        if begin < len(tokens) and _STARTS.fullmatch(tokens[begin].strip(",:")):
            for end in range(min(begin + _LONGEST, len(tokens)), begin, -1):
                yield start, begin, end


def _day(phrase: str, at: Standpoint) -> When | None:
    """Return the future date that a phrase names, None if it is anything else."""
    if _AMOUNT.fullmatch(phrase):
        return None
    try:
        moment = words.moment_named(words.plain(phrase.rstrip(",:")), at, None)
    except (ValueError, OverflowError):
        return None
    if moment is None or not at.today < moment[0] or moment[0].year > 2200:
        return None
    return When(*moment)
