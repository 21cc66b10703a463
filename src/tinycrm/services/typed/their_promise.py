"""What somebody else promises, and how the user is to see to it.

"She will send the logo" is to be asked for: "ask for the logo". "She will pay" is followed up.
"""

from __future__ import annotations

import re

from tinycrm.services.typed import promise_verbs as verbs
from tinycrm.values import NamedTuple

EDGE = r"(?:^|(?<=[,:;] )|(?<= [-–—] )|(?<=\band )|(?<=\bbut )|(?<=\bso )|(?<=\bthen ))"
"""Where a clause begins."""


class PromiseClause(NamedTuple):
    """What one pattern found: where its clause begins, and the task, "" for none."""

    start: int
    task: str
    theirs: bool = False


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
WILL_OF_THEIRS = (
    r"(?:(?:(?:has|had|have) )?promised(?: (?:me|us))? to|promises(?: (?:me|us))? to"
    r"|(?:said|says|thinks|hopes|wrote|writes|promised|promises)(?: that)? (?:s?he|they|it)"
    r"(?:'d|'ll| will| would| can| could)"
    r"|will|'ll|would|'d|can|could|may|might|shall|must|has to|have to|needs? to|should"
    r"|wants? to|plans? to|hopes? to|intends? to|agreed to|offered to|(?:is|are|'s) going to"
    r"|(?:is|are) to)"
)
_THEY_WILL = re.compile(
    rf"{EDGE}(?:(?:and|but|then|so|that|if) )?(?P<who>{_NOBODY}{_NAMED})(?: |(?='))"
    rf"{WILL_OF_THEIRS} (?:(?:probably|also|now|then|surely|try to|be able to) )*(?P<what>.+)",
    re.IGNORECASE,
)
_THAT_THEY_WILL = re.compile(
    rf"\b(?:that|hope|hopes|think) (?P<who>{_NOBODY}{_NAMED})(?: |(?=')){WILL_OF_THEIRS}"
    r" (?P<what>.+)",
    re.IGNORECASE,
)
THEY_QUOTED = re.compile(
    rf"^(?P<who>{_NOBODY}{_NAMED}) (?:said|says|wrote|writes|answered|promised),?(?::| [\"“'])\s*"
    r"[\"“']?(?:i|we)(?:'ll| will|'d| would| can) (?P<what>.+)",
    re.IGNORECASE,
)
_THEY_OWE = re.compile(
    rf"{EDGE}(?:{_NOBODY}{_NAMED} (?:has |had )?)?(?:promised (?:me|us)|promises(?: me| us)?"
    r"|owes? (?:me|us)) (?P<thing>(?!to\b).+)",
    re.IGNORECASE,
)
_THEY_DO = re.compile(
    rf"{EDGE}(?P<who>{_NOBODY}{_NAMED})"
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
    rf"{EDGE}(?:i |we )?(?:(?:still )?(?:waiting|wait) for|asked(?: (?!me\b|us\b){_WORD})?"
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
_REPORTED = {"him": "he", "her": "she", "them": "they"}


def find_theirs(clause: str) -> list[PromiseClause]:
    """Return what others promise in a clause, or are asked for."""
    found = []
    for pattern in (_THEY_WILL, _THAT_THEY_WILL, THEY_QUOTED, _ASKED):
        for each in pattern.finditer(clause):
            found.append(their_clause(each["who"], each["what"], each.start("who")))
    for pattern in (_THEY_OWE, _ASKED_FOR):
        for each in pattern.finditer(clause):
            found.append(PromiseClause(each.start(), f"ask for {each['thing']}", theirs=True))
    if not found:
        for each in _THEY_DO.finditer(clause):
            verb = verbs.base_of(each["verb"] or each["doing"], verbs.THEIRS)
            if verb:
                what = " ".join(filter(None, (verb, each["what"])))
                found.append(their_clause(each["who"], what, each.start()))
    return found


def their_clause(who: str, what: str, start: int) -> PromiseClause:
    """Return what the user is to do about what `who` will do; "" if that is no matter of theirs."""
    what = what.strip(" ,:")
    verb = what.removeprefix("be ").split(" ", 1)[0].lower()
    known = verb in verbs.THEIRS or verbs.base_of(verb.removesuffix("ing"), verbs.THEIRS)
    if not known or _NO_MATTER.match(what):
        must = _MUST_GO.match(f"must {what}") and who.lower() not in _PRONOUN
        return PromiseClause(start, f"{who} must {what}" if must else "", theirs=True)
    sent = _SENDS.fullmatch(what)
    who = _REPORTED.get(who.lower(), who)
    return PromiseClause(
        start, f"ask for {sent['what']}" if sent else f"follow up: {who} will {what}", theirs=True
    )
