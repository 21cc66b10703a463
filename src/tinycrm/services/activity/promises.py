"""Promises in a note's text: "send the quote by Friday" names a date in the future.

Only dates in English are found, by the project's own parser: it must keep up with typing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from tinycrm.dates import When, words
from tinycrm.dates.calendar import Standpoint, TwoDays
from tinycrm.text import shorten
from tinycrm.values import NamedTuple

_MOST = 3
_READ = 4000  # characters of a note that are searched
_LONGEST = 5  # words of a date: "friday of the next week"
_SENTENCE = re.compile(r"(?:\d{1,2}\.\d{1,2}\.|\.(?=\d)|[^.!?;\n])+")  # "3.12." ends none
_UNTIL = ("by", "until", "till", "before")
_NEAR = ("on", "at", "for")
_STARTS = re.compile(
    r"in|next|this|tomorrow|the|end|early|first|last|a|\d.*|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]*",
    re.IGNORECASE,
)
_PLEDGE = re.compile(
    r"\b(promis\w*|will|i'll|we'll|going to|need(?:s)? to|have to|has to|must|should|owe|let's|"
    r"remember|remind|follow up|send|call|ring|write|ask|check|bring|book|order|pay|prepare|"
    r"review|deliver|visit|meet|give|email|text|invite|return|introduce|look|finish|todo)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:(?:and|but|so|then|also|todo):?\s+)*(?:(?:i|we|he|she|they)\s+)?"
    r"(?:(?:have\s+)?promised(?:\s+(?:him|her|them|me|us))?|will|need|needs|have|has|must|should|"
    r"am going|are going|remember|i'll|we'll|let's)\s+(?:to\s+)?",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\d+\.\d+")  # 2.5 kg, and not the second of May
_WILL = (
    r"(?:will|'ll|promised(?: (?:me|us))?(?: to)?|promises to|(?:is|are) going to|must|has to"
    r"|have to|should|wants to|want to|plans to|(?:said|says) (?:s?he|they)(?: would| will|'ll)"
    r"|agreed to|offered to|would)"
)
_THEIRS = re.compile(
    rf"(?:^|[,:] |[-–—] |\b(?:and|but|then|so|that) )(?:(?:and|but|then|so) )?"
    rf"(?P<who>(?!(?:i|we|also|then|please|todo)\b)(?:the |her |his |their |our )?[^\W\d_][\w-]*)"
    rf" ?\b{_WILL} (?:probably |also |now )?(?P<what>.+)",
    re.IGNORECASE,
)
"""What somebody other than the writer is to do: "she will send the logo"."""

_ASKED = re.compile(
    r"\b(?:asked|told|reminded|invited) (?P<who>her|him|them|[A-Z][\w-]+) to (?P<what>.+)",
    re.IGNORECASE,
)
_SENDS = re.compile(
    r"(?:send|give|bring|deliver|email|mail|forward|return|provide|share|hand over|get)"
    r"(?: (?:me|us|over|back))* (?P<what>.+)",
    re.IGNORECASE,
)
_OWN = re.compile(
    r".*(?:, |: | [-–—] |\b(?:and|but|then|so) )"
    r"(?=(?:(?:i|we)(?:'ll| will| must| have to| need to| should| promised)|will|must|need to"
    r"|have to|should|promised|todo)\b)",
    re.IGNORECASE,
)
"""What comes before a promise of the writer's own in one sentence: "Called her, will …"."""

_MARK = re.compile(r"(?:^|\s)[#+@][^\W\d_][\w.-]*")


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
    pledged = bool(_PLEDGE.search(sentence))
    for start, begin, end in _windows(tokens):
        until = tokens[start].lower() in _UNTIL
        if not (until or pledged):
            continue
        try:
            when = _day(" ".join(tokens[begin:end]), at)
        except TwoDays:
            return None  # "next tuesday", in a week whose Tuesday is to come
        if when:
            return Promise(_task(tokens[:start], tokens[end:]), when)
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


def _task(before: list[str], after: list[str]) -> str:
    """Return what to do: the clause before the date, without "promised to" and the like.

    What the contact is to do is not the user's task: that is to ask for it.
    """
    clause = " ".join(before or after)
    clause = _MARK.sub("", clause).strip(" ,:-–—")
    theirs = _ASKED.search(clause) or _THEIRS.search(clause)
    if theirs:
        return shorten(_ask_for(theirs["who"], theirs["what"].strip(" ,:")), 120)
    clause = re.sub(r"(?i)^todo:?\s+", "", _OWN.sub("", clause))
    return shorten(_OPENING.sub("", clause).strip(" ,:"), 120) or "follow up"


def _ask_for(who: str, what: str) -> str:
    sent = _SENDS.fullmatch(what)
    who = {"him": "he", "her": "she", "them": "they"}.get(who.lower(), who)
    return f"ask for {sent['what']}" if sent else f"follow up: {who} will {what}"
