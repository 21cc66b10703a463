"""Whose promise a sentence is, and what the user is to do about it.

"I'll send the quote" is the user's own: "send the quote". "She will send the logo" is to be
asked for: "ask for the logo". "She will be in Rome" is neither. Of several the last counts, the
one beside the date. English, as typed in notes, where a subject that is left out is the user.
"""

from __future__ import annotations

import re

from tinycrm.services.typed import promise_verbs as verbs
from tinycrm.text import shorten
from tinycrm.values import NamedTuple

_LONGEST = 120  # characters of a task

# ── the user's own ───────────────────────────────────────────────────────────────────────

_EDGE = r"(?:^|(?<=[,:;] )|(?<= [-–—] )|(?<=\band )|(?<=\bbut )|(?<=\bso )|(?<=\bthen ))"
"""Where a clause begins."""

_I_WILL = re.compile(
    r"\b(?:i|we)(?:'ll|'d| will| would| must| should| shall| have to| need to| can| could"
    r"|'m going to| am going to|'re going to| are going to|'ve promised(?: to)?"
    r"|(?: have)? promised(?: (?:him|her|them))?(?: to)?| offered to| agreed to| want to"
    r"| plan to| intend to) (?:also |then |probably |try to )?(?:not forget (?:to )?)?(?P<what>.+)",
    re.IGNORECASE,
)
_I_DO = re.compile(rf"{_EDGE}(?:and |so )?(?:i|we) (?P<what>.+)", re.IGNORECASE)
_WILL = re.compile(
    rf"{_EDGE}(?:(?:and|but|so|then|also|please) )*(?:will|must|have to|need to|need|should"
    r"|going to|promised(?: (?:him|her|them))?(?: to)?(?! (?:me|us)\b)|offered to"
    r"|agreed to|let's|remember(?: to)?) (?!not forget)(?P<what>.+)",
    re.IGNORECASE,
)
_ASKED_OF_ME = re.compile(
    r"\b(?:asked|asks|told|reminded|wants?|wanted|needs?|expects?|expected|would like|'d like)"
    r" (?:me|us) to (?P<what>.+)",
    re.IGNORECASE,
)
_SAID_TO_ME = re.compile(r"\bthat (?:i|we) (?P<what>.+)", re.IGNORECASE)
_WANTED = re.compile(
    r"^(?:(?:she|he|they) )?(?:needs?|wants?|expects?|would like|asked(?: me| us)? for"
    r"|asks(?: me| us)? for|requested|requests) (?P<what>(?!to\b).+)",
    re.IGNORECASE,
)
_I_AM = re.compile(r"\b(?:i'm|i am|we're|we are) (?P<doing>[a-z]+)ing\b(?P<what>.*)", re.IGNORECASE)
_OWES = re.compile(r"\b(?P<what>(?:i|we) owe .+)", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:(?:and|but|so|then|also|please|now) )*(?:(?:todo|to-do|to do|reminder|next step|next"
    r"|action|task|promised|promise|must not forget|don't forget|do not forget|note to self"
    r"|remember|follow-up)(?::? to\b|:| -)?\s+)?(?:(?:and|then|also|please) )*",
    re.IGNORECASE,
)
_NO_VERB_BEFORE = frozenset("came from was is of has had went were are book books".split())
_NO_PROMISE = re.compile(r"(?:if|when|whether|see you|moving)\b", re.IGNORECASE)
_NO_DAY = re.compile(r".*\b(?:every|each|last|since|from)$", re.IGNORECASE)
"""Before a date: "every Friday", "since Friday"."""

_SINCE = re.compile(r"(?:was|were|went|is|are|has|had|came|got)\b", re.IGNORECASE)
_STATE = re.compile(
    r"be (?:(?:back|away|out|off|closed|free|home|late|busy|open|abroad|ill|here|available)\b"
    r"|(?:in|at|on|\d+)\b|a\b|married)"
    r"|(?:have|need|take) (?:a|some|to have) (?:holiday|break|baby)",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:goes|comes|ends|starts|leaves|closes|opens|arrives|rises|is|are|was|were|has|had|have|did|does|isn't|wasn't|will|would|can|could|\w+ed)\b"
    r"|^(?:paid|sold|got|sent|came|went|left|made|told|said|wrote|met|saw|found)\b",
    re.IGNORECASE,
)

# ── somebody else's ──────────────────────────────────────────────────────────────────────

_PRONOUN = r"(?:she|he|they|it|you|somebody|someone|everybody|everyone|nobody)"
_WORD = r"[^\W\d_][\w.&’-]*(?:'s)?"
_NAMED = (
    rf"(?:{_PRONOUN}|(?:the|her|his|their|our|my|a|an|one|both|all|two|some)(?: {_WORD}){{1,4}}?"
    rf"|{_PRONOUN} (?:from|at|of) {_WORD}(?: {_WORD})?|{_WORD}"
    rf"|(?-i:[A-ZÀ-Þ][\w.&’-]*(?:'s)?)(?: (?:and |& )?(?-i:[A-ZÀ-Þ])[\w.&’-]*){{1,3}}"
    rf"|{_WORD}'s {_WORD})"
)
_NOBODY = (
    r"(?!(?:i|we|i'll|we'll|then|please|todo|and|but|so|that|not|don't|will|must|should|remember"
    r"|promised|also|to|met|had|saw|called|phoned|told|asked|said|reminder|who)\b)"
)
_WILL_OF_THEIRS = (
    r"(?:(?:(?:has|had|have) )?promised(?: (?:me|us))? to|promises(?: (?:me|us))? to"
    r"|(?:said|says|thinks|hopes|wrote|writes|promised|promises)(?: that)? (?:s?he|they|it)"
    r"(?:'d|'ll| will| would| can| could)"
    r"|will|'ll|would|'d|can|could|may|might|shall|must|has to|have to|needs? to|should"
    r"|wants? to|plans? to|hopes? to|intends? to|agreed to|offered to|(?:is|are|'s) going to"
    r"|(?:is|are) to)"
)
_THEY_WILL = re.compile(
    rf"{_EDGE}(?:(?:and|but|then|so|that|if) )?(?P<who>{_NOBODY}{_NAMED})(?: |(?='))"
    rf"{_WILL_OF_THEIRS} (?:(?:probably|also|now|then|surely|try to|be able to) )*(?P<what>.+)",
    re.IGNORECASE,
)
_THAT_THEY_WILL = re.compile(
    rf"\b(?:that|hope|hopes|think) (?P<who>{_NOBODY}{_NAMED})(?: |(?=')){_WILL_OF_THEIRS}"
    r" (?P<what>.+)",
    re.IGNORECASE,
)
_THEY_QUOTED = re.compile(
    rf"^(?P<who>{_NOBODY}{_NAMED}) (?:said|says|wrote|writes|answered|promised),?(?::| [\"“'])\s*"
    r"[\"“']?(?:i|we)(?:'ll| will|'d| would| can) (?P<what>.+)",
    re.IGNORECASE,
)
_THEY_OWE = re.compile(
    rf"{_EDGE}(?:{_NOBODY}{_NAMED} (?:has |had )?)?(?:promised (?:me|us)|promises(?: me| us)?"
    r"|owes? (?:me|us)) (?P<thing>(?!to\b).+)",
    re.IGNORECASE,
)
_THEY_DO = re.compile(
    rf"{_EDGE}(?P<who>{_NOBODY}{_NAMED})"
    r"(?: (?:is|are) (?P<doing>[a-z]+)ing| (?P<verb>[a-z]+?)(?:e?s))"
    r"(?: (?P<what>.+)|$)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:asked|told|reminded|invited|instructed|want|expect)"
    r" (?P<who>her|him|them|(?-i:[A-ZÀ-Þ])[\w-]+(?: (?-i:[A-ZÀ-Þ])[\w-]+)?)"
    r" to (?P<what>.+)",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(
    rf"{_EDGE}(?:i |we )?(?:(?:still )?(?:waiting|wait) for|asked(?: (?!me\b|us\b){_WORD})?"
    rf"(?: {_WORD})? for) (?P<thing>.+)",
    re.IGNORECASE,
)
_NO_MATTER = re.compile(
    r"(?:get|come) (?:married|divorced|older|home)|visit (?!me\b|us\b|the shop|the office)",
    re.IGNORECASE,
)
_SENDS = re.compile(
    r"(?:send|give|bring|deliver|email|mail|forward|return|provide|share|hand over|supply|get)"
    r"(?: (?:me|us|over|(?<!get )back))* (?P<what>(?!back\b|in touch|to me|to us|off\b).+)",
    re.IGNORECASE,
)
_MUST_GO = re.compile(
    r".*\b(?:must|has to|have to|needs? to|should) (?:go|be|get|leave|arrive)\b", re.IGNORECASE
)
_MARK = re.compile(r"(?:^|\s)[#+@][^\W\d_][\w.-]*")
_REPORTED = {"him": "he", "her": "she", "them": "they"}


class _Clause(NamedTuple):
    """What one pattern found: where its clause begins, and the task, "" for none."""

    start: int
    task: str
    theirs: bool = False


def task_of(before: str, after: str, *, deadline: bool) -> str:
    """Return what the user is to do on a date, "" if a sentence promises nothing.

    `before` and `after` are its words around the date, `deadline` if that begins with "by" or
    "before": then a thing alone is a promise ("Quote by Friday").
    """
    clause = _MARK.sub("", before).strip(" ,:-–—")
    rest = _MARK.sub("", after).strip(" ,:-–—")
    if not clause:
        return _shortened(_read(rest, deadline=False) or ("" if rest else "follow up"))
    if _SINCE.match(rest) or _NO_PROMISE.match(clause) or _NO_DAY.match(clause):
        return ""
    task = _read(clause, deadline=deadline)
    is_own = bool(re.match(r"(?:i|we)\b", clause, re.IGNORECASE))
    return _shortened(
        task or _own_of(_I_WILL, rest, 0).task or (_own_of(_WILL, rest, 0).task if is_own else "")
    )


def _shortened(task: str) -> str:
    return shorten(task, _LONGEST)


def _read(clause: str, *, deadline: bool) -> str:
    """Return the task of the clause that is the last one in the sentence."""
    found = [*_theirs(clause), *_own(clause)]
    if not found:
        imperative = _imperative(clause)
        return imperative or (_thing(clause) if deadline else "")
    last = max(found, key=lambda each: each.start)
    later = _imperative(clause, after=last.start) if not last.theirs else ""
    return later or last.task


# ── readings ─────────────────────────────────────────────────────────────────────────────


def _own(clause: str) -> list[_Clause]:
    quoted = _THEY_QUOTED.match(clause)
    found = [] if quoted else [_own_of(_I_WILL, clause, 0), _own_of(_SAID_TO_ME, clause, 0)]
    found += [_own_of(_I_DO, clause, 0)]
    found += [_own_of(_ASKED_OF_ME, clause, 0)]
    wanted, owes = _WANTED.match(clause), _OWES.search(clause)
    if wanted:
        found.append(_Clause(0, wanted["what"]))
    doing = _I_AM.search(clause)
    verb = verbs.base_of(doing["doing"], verbs.OWN) if doing else ""
    if doing and verb:
        found.append(_Clause(doing.start(), f"{verb}{doing['what']}"))
    if owes:
        found.append(_Clause(owes.start(), owes["what"]))
    bare = _own_of(_WILL, clause, 0)
    subject = re.match(rf"(?P<who>she|he|they)\b(?! {_WILL_OF_THEIRS})", clause, re.IGNORECASE)
    if bare.start >= 0 and subject:  # "She called, will send it": the subject goes on
        return [*filter(_is_found, found), _their(subject["who"], _what_of(_WILL, clause), 0)]
    return [each for each in (*found, bare) if _is_found(each)]


def _is_found(each: _Clause) -> bool:
    return each.start >= 0


def _own_of(pattern: re.Pattern[str], clause: str, start: int) -> _Clause:
    """Return the last match of a pattern; one that begins at -1 is none."""
    at, task = -1, ""
    while found := pattern.search(clause, start):
        what = found["what"]
        task = "" if _STATE.match(what) else what
        if pattern in (_SAID_TO_ME, _I_DO) and what.split()[0].lower() not in verbs.OWN:
            break
        at, start = found.start(), found.start("what")
    return _Clause(at, task)


def _what_of(pattern: re.Pattern[str], clause: str) -> str:
    found = pattern.search(clause)
    return found["what"] if found else ""


def _theirs(clause: str) -> list[_Clause]:
    found = []
    for pattern in (_THEY_WILL, _THAT_THEY_WILL, _THEY_QUOTED, _ASKED):
        for each in pattern.finditer(clause):
            found.append(_their(each["who"], each["what"], each.start("who")))
    for pattern in (_THEY_OWE, _ASKED_FOR):
        for each in pattern.finditer(clause):
            found.append(_Clause(each.start(), f"ask for {each['thing']}", theirs=True))
    if not found:
        for each in _THEY_DO.finditer(clause):
            verb = verbs.base_of(each["verb"] or each["doing"], verbs.THEIRS)
            if verb:
                what = " ".join(filter(None, (verb, each["what"])))
                found.append(_their(each["who"], what, each.start()))
    return found


def _their(who: str, what: str, start: int) -> _Clause:
    what = what.strip(" ,:")
    verb = what.removeprefix("be ").split(" ", 1)[0].lower()
    known = verb in verbs.THEIRS or verbs.base_of(verb.removesuffix("ing"), verbs.THEIRS)
    if not known or _NO_MATTER.match(what):
        must = _MUST_GO.match(f"must {what}") and who.lower() not in _PRONOUN
        return _Clause(start, f"{who} must {what}" if must else "", theirs=True)
    sent = _SENDS.fullmatch(what)
    who = _REPORTED.get(who.lower(), who)
    return _Clause(
        start, f"ask for {sent['what']}" if sent else f"follow up: {who} will {what}", theirs=True
    )


def _imperative(clause: str, after: int = -1) -> str:
    """Return an order to oneself: "Called her, send the quote", "calling her back"."""
    found = ""
    for edge in re.finditer(r"^|(?<=[,:;] )|(?<= [-–—] )", clause):
        part = clause[edge.start() :]
        part = part[_LABEL.match(part).end() :]  # type: ignore[union-attr]
        words = part.split()
        if not words or edge.start() <= after:
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
