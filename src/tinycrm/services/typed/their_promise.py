"""What somebody else promises, and how the user is to see to it.

"She will send the logo" is to be asked for: "ask for the logo". "She will pay" is followed up.
"""

from __future__ import annotations

from tinycrm.services.typed import promise_verbs as verbs
from tinycrm.services.typed.promise_frames import (
    EDGE,
    PRONOUN,
    SOMEBODY,
    THEY_WILL,
    WHO,
    WORD,
    PromiseClause,
    frame,
)

_AND = r"(?:(?:and|but|then|so|that|if) )?"
_THEY_WILL = frame(
    rf"{EDGE}{_AND}{THEY_WILL}"
    r" (?:(?:probably|also|now|then|surely|try to|be able to) )*(?P<what>.+)"
)
_I_HOPE = frame(rf"\b(?:hope|hopes|think) {THEY_WILL} (?P<what>.+)")
THEY_QUOTED = frame(
    rf"^{WHO} (?:said|says|wrote|writes|answered|promised),?(?::| [\"“'])\s*"
    r"[\"“']?(?:i|we)(?:'ll| will|'d| would| can) (?P<what>.+)"
)
_THEY_OWE = frame(
    rf"{EDGE}(?:{SOMEBODY} (?:has |had )?)?(?:promised (?:me|us)|promises(?: me| us)?"
    r"|owes? (?:me|us)) (?P<thing>(?!to\b).+)"
)
_THEY_DO = frame(
    rf"{EDGE}{WHO}(?: (?:is|are) (?P<doing>[a-z]+)ing| (?P<verb>[a-z]+?)(?:e?s))(?: (?P<what>.+)|$)"
)
_ASKED = frame(
    r"\b(?:asked|told|reminded|invited|instructed|want|expect)"
    r" (?P<who>her|him|them|(?-i:[A-ZÀ-Þ])[\w-]+(?: (?-i:[A-ZÀ-Þ])[\w-]+)?)"
    r" to (?P<what>.+)"
)
_ASKED_FOR = frame(
    rf"{EDGE}(?:i |we )?(?:(?:still )?(?:waiting|wait) for|asked(?: (?!me\b|us\b){WORD})?"
    rf"(?: {WORD})? for) (?P<thing>.+)"
)
_NO_MATTER = frame(
    r"(?:get|come) (?:married|divorced|older|home)|visit (?!me\b|us\b|the shop|the office)"
)
_SENDS = frame(
    r"(?:send|give|bring|deliver|email|mail|forward|return|provide|share|hand over|supply|get)"
    r"(?: (?:me|us|over|(?<!get )back))* (?P<what>(?!back\b|in touch|to me|to us|off\b).+)"
)
_MUST_GO = frame(r".*\b(?:must|has to|have to|needs? to|should) (?:go|be|get|leave|arrive)\b")
_REPORTED = {"him": "he", "her": "she", "them": "they"}


def find_theirs(clause: str) -> list[PromiseClause]:
    """Return what others promise in a clause, or are asked for."""
    found = []
    for pattern in (_THEY_WILL, _I_HOPE, THEY_QUOTED, _ASKED):
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
        must = _MUST_GO.match(f"must {what}") and who.lower() not in PRONOUN
        return PromiseClause(start, f"{who} must {what}" if must else "", theirs=True)
    sent = _SENDS.fullmatch(what)
    who = _REPORTED.get(who.lower(), who)
    return PromiseClause(
        start, f"ask for {sent['what']}" if sent else f"follow up: {who} will {what}", theirs=True
    )
