"""Whose promise a sentence is, and what the user is to do about it.

"I'll send the quote" is the user's own: "send the quote". "She will send the logo" is to be
asked for: "ask for the logo". "She will be in Rome" is neither. Of several the last counts, the
one beside the date. English, as typed in notes, where a subject that is left out is the user.
"""

from __future__ import annotations

import re

from tinycrm.services.typed import promise_verbs as verbs
from tinycrm.services.typed.promise_frames import (
    EDGE,
    JOINED,
    MUST,
    OPEN,
    OWN_WILL,
    THEIR_WILL,
    PromiseClause,
    frame,
)
from tinycrm.services.typed.their_promise import THEY_QUOTED, find_theirs, their_clause
from tinycrm.text import shorten

_LONGEST = 120  # characters of a task

# ── the user's own ───────────────────────────────────────────────────────────────────────

_I_WILL = frame(
    rf"\b{OWN_WILL} (?:also |then |probably |try to )?(?:not forget (?:to )?)?(?P<what>.+)"
)
_I_DO = frame(rf"{EDGE}(?:and |so )?(?:i|we) (?P<what>.+)")
_WILL = frame(rf"{EDGE}{JOINED}(?:{MUST}|let's|remember(?: to)?) (?!not forget)(?P<what>.+)")
_ASKED_OF_ME = frame(
    r"\b(?:asked|asks|told|reminded|wants?|wanted|needs?|expects?|expected|would like|'d like)"
    r" (?:me|us) to (?P<what>.+)"
)
_SAID_TO_ME = frame(r"\bthat (?:i|we) (?P<what>.+)")
_WANTED = frame(
    rf"{EDGE}(?:(?:she|he|they) )?(?:needs?|wants?|expects?|would like|asked(?: me| us)? for"
    r"|asks(?: me| us)? for|requested|requests) (?P<what>(?!to\b).+)"
)
_I_AM = frame(r"\b(?:i'm|i am|we're|we are) (?P<doing>[a-z]+)ing\b(?P<what>.*)")
_OWES = frame(r"\b(?P<what>(?:i|we) owe .+)")
_LABEL = frame(
    r"(?:(?:and|but|so|then|also|please|now) )*(?:(?:remind me|todo|to-do|to do|reminder"
    r"|next step|next|action|task|promised|promise|must not forget|don't forget|do not forget"
    r"|note to self|remember|follow-up)(?::? to\b|:| -)?\s+)?(?:(?:and|then|also|please) )*"
)
_TO_DO = frame(
    r"(?:todo|to-do|to do|next step|action|task|must not forget|don't forget|do not forget"
    r"|remember)\b"
)
"""Before a thing alone: "don't forget: flowers"."""

_HANGING = frozenset("to from of into until till about a an the our my their".split())
"""A task that ends with one of these words is none: "meeting moved to" Thursday."""

_NO_VERB_BEFORE = frozenset("came from was is of has had went were are book books".split())
_NO_PROMISE = frame(r"(?:if|when|whether|see you|moving)\b")
_NO_DAY = frame(r".*\b(?:every|each|last|since|from)$")
"""Before a date: "every Friday", "since Friday"."""

_SINCE = frame(r"(?:was|were|went|is|are|has|had|came|got)\b")
_STATE = frame(
    r"be (?:(?:back|away|out|off|closed|free|home|late|busy|open|abroad|ill|here|available)\b"
    r"|(?:in|at|on|\d+)\b|a\b|married)"
    r"|(?:have|need|take) (?:a|some|to have) (?:holiday|break|baby)"
)
_FINITE = frame(
    r"\b(?:goes|comes|ends|starts|leaves|closes|opens|arrives|rises|is|are|was|were|has|had|have|did|does|isn't|wasn't|will|would|can|could|\w+ed)\b"
    r"|^(?:paid|sold|got|sent|came|went|left|made|told|said|wrote|met|saw|found)\b"
)

_MARK = frame(r"(?:^|\s)[#+@][^\W\d_][\w.-]*")
_JOINS_NEXT = frame(r"[,\s]+(?:(?:and|but|so|or)(?: then)?)$")


def task_before(before: str, after: str, *, deadline: bool) -> str:
    """Return what the words before a date say is to be done on it, "" for nothing.

    `after` are the words after it, `deadline` if it begins with "by" or "before": then a thing
    alone is a promise ("Quote by Friday").
    """
    clause, rest = _bare(before), _bare(after)
    is_else = _SINCE.match(rest) or _NO_PROMISE.match(clause) or _NO_DAY.match(clause)
    if not clause or is_else or OPEN.search(clause):
        return ""
    return _shortened(_read(clause, deadline=deadline))


def task_after(before: str, after: str, *, pause: bool) -> str:
    """Return the same for the words after a date; `pause` if the date ends with a comma or colon.

    They count if they begin the sentence, end what was begun before it ("I must by Friday send
    it"), or are an order of their own ("Birthday on 4 Dec, send a card").
    """
    clause, rest = _bare(before), _bare(after)
    if not clause:
        return _shortened(_read(rest, deadline=False) or ("" if rest else "follow up"))
    if _SINCE.match(rest) or _NO_PROMISE.match(clause) or _NO_DAY.match(clause):
        return ""
    if OPEN.search(clause):
        return _shortened(_read(f"{clause} {rest}", deadline=False)) if rest else ""
    is_own = bool(re.match(r"(?:i|we)\b", clause, re.IGNORECASE))
    task = _own_of(_I_WILL, rest, 0).task or (_own_of(_WILL, rest, 0).task if is_own else "")
    if not task and (pause or after.lstrip()[:1] in (",", ";", "-", "–", "—")):
        task = _imperative(rest, before=1)
    return _shortened(task)


def _bare(words: str) -> str:
    """Return words without marks, and without what joins them to others."""
    return _JOINS_NEXT.sub("", _MARK.sub("", words).strip(" ,:-–—")).strip(" ,:-–—")


def _shortened(task: str) -> str:
    return "" if task.rpartition(" ")[2].lower() in _HANGING else shorten(task, _LONGEST)


def _read(clause: str, *, deadline: bool) -> str:
    """Return the task of the clause that is the last one in the sentence."""
    found = [*find_theirs(clause), *_own(clause)]
    if not found:
        imperative = _imperative(clause)
        is_thing = deadline or _TO_DO.match(clause)
        return imperative or (_thing(clause) if is_thing else "")
    last = max(found, key=lambda each: each.start)
    later = _imperative(clause, after=last.start) if not last.theirs else ""
    return later or last.task


# ── readings ─────────────────────────────────────────────────────────────────────────────


def _own(clause: str) -> list[PromiseClause]:
    quoted = THEY_QUOTED.match(clause)
    found = [] if quoted else [_own_of(_I_WILL, clause, 0), _own_of(_SAID_TO_ME, clause, 0)]
    found += [_own_of(_I_DO, clause, 0)]
    found += [_own_of(_ASKED_OF_ME, clause, 0)]
    wanted, owes = _WANTED.search(clause), _OWES.search(clause)
    if wanted:
        found.append(PromiseClause(wanted.start(), wanted["what"]))
    doing = _I_AM.search(clause)
    verb = verbs.base_of(doing["doing"], verbs.OWN) if doing else ""
    if doing and verb:
        found.append(PromiseClause(doing.start(), f"{verb}{doing['what']}"))
    if owes:
        found.append(PromiseClause(owes.start(), owes["what"]))
    bare = _own_of(_WILL, clause, 0)
    subject = re.match(rf"(?P<who>she|he|they)\b(?! {THEIR_WILL})", clause, re.IGNORECASE)
    if bare.start >= 0 and subject:  # "She called, will send it": the subject goes on
        return [*filter(_is_found, found), their_clause(subject["who"], _what_of(_WILL, clause), 0)]
    return [each for each in (*found, bare) if _is_found(each)]


def _is_found(each: PromiseClause) -> bool:
    return each.start >= 0


def _own_of(pattern: re.Pattern[str], clause: str, start: int) -> PromiseClause:
    """Return the last match of a pattern; one that begins at -1 is none."""
    at, task = -1, ""
    while found := pattern.search(clause, start):
        what = found["what"]
        task = "" if _STATE.match(what) else what
        if pattern in (_SAID_TO_ME, _I_DO) and what.split()[0].lower() not in verbs.OWN:
            break
        at, start = found.start(), found.start("what")
    return PromiseClause(at, task)


def _what_of(pattern: re.Pattern[str], clause: str) -> str:
    found = pattern.search(clause)
    return found["what"] if found else ""


def _imperative(clause: str, after: int = -1, before: int | None = None) -> str:
    """Return an order to oneself: "Called her, send the quote", "calling her back".

    It begins after one place of the clause, and before another.
    """
    found = ""
    for edge in re.finditer(r"^|(?<=[,:;] )|(?<= [-–—] )", clause):
        part = clause[edge.start() :]
        part = part[_LABEL.match(part).end() :]  # type: ignore[union-attr]
        words = part.split()
        if not words or edge.start() <= after or edge.start() >= (before or len(clause)):
            continue
        first, second = words[0].lower(), " ".join(words[1:2]).lower()
        doing = first.endswith("ing") and verbs.base_of(first[:-3], verbs.OWN)
        if (first in verbs.OWN or doing) and second not in _NO_VERB_BEFORE:
            found = part
    return found


def _thing(clause: str) -> str:
    """Return a thing that is to be there by a date: "Quote"; "" for a sentence about it."""
    thing = clause[_LABEL.match(clause).end() :]  # type: ignore[union-attr]
    last = re.split(r"[,:;] | [-–—] ", thing)[-1]
    return "" if _FINITE.search(last) else last
