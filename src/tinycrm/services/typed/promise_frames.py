"""What the patterns of promises share: where a clause begins, who is in it, and its "will"."""

from __future__ import annotations

import re

from tinycrm.values import NamedTuple


class PromiseClause(NamedTuple):
    """What one pattern found: where its clause begins, and the task, "" for none."""

    start: int
    task: str
    theirs: bool = False


def frame(pattern: str) -> re.Pattern[str]:
    """Return the compiled pattern of a clause; capital letters mean nothing in it."""
    return re.compile(pattern, re.IGNORECASE)


EDGE = (
    r"(?:^|(?<=[,:;] )|(?<= [-–—] )|(?<=\band )|(?<=\bbut )|(?<=\bso )|(?<=\bthen )|(?<=\bthat ))"
)
"""Where a clause begins."""

JOINED = r"(?:(?:and|but|so|then|also|please) )*"
"""Words before its first one that say nothing."""

PROMISED = r"promised(?: (?:him|her|them))?(?: to)?(?! (?:me|us)\b)"
MUST = rf"will|must|should|have to|need to|going to|offered to|agreed to|{PROMISED}"
"""What the user writes before a task, without a subject: "will call her"."""

OWN_WILL = (
    rf"(?:i|we)(?:'ll|'d|'ve {PROMISED}|'m going to|'re going to"
    rf"| (?:{MUST}|have {PROMISED}|(?:am|are) going to|would|shall|can|could|want to|plan to"
    r"|intend to))"
)
"""The same with the subject: "I'll call her"."""

# ── others ───────────────────────────────────────────────────────────────────────────────

PRONOUN = r"(?:she|he|they|it|you|somebody|someone|everybody|everyone|nobody)"
WORD = r"[^\W\d_][\w.&’-]*(?:'s)?"
_NAME = r"(?-i:[A-ZÀ-Þ])"
_NAMED = (
    rf"(?:{PRONOUN}|(?:the|her|his|their|our|my|a|an|one|both|all|two|some)(?: {WORD}){{1,4}}?"
    rf"|{PRONOUN} (?:from|at|of) {WORD}(?: {WORD})?|{WORD}"
    rf"|(?-i:[A-ZÀ-Þ][\w.&’-]*(?:'s)?)(?: (?:and |& )?{_NAME}[\w.&’-]*){{1,3}}"
    rf"|{WORD}'s {WORD})"
)
NOBODY = (
    r"(?!(?:i|we|i'll|we'll|then|please|todo|and|but|so|that|not|don't|will|must|should|remember"
    r"|promised|also|to|met|had|saw|called|phoned|told|asked|said|reminder|who)\b)"
)
SOMEBODY = f"{NOBODY}{_NAMED}"
WHO = f"(?P<who>{SOMEBODY})"
"""Somebody else: a pronoun, a name, "her husband"."""

THEIR_WILL = (
    r"(?:(?:(?:has|had|have) )?promised(?: (?:me|us))? to|promises(?: (?:me|us))? to"
    r"|(?:said|says|thinks|hopes|wrote|writes|promised|promises)(?: that)? (?:s?he|they|it)"
    r"(?:'d|'ll| will| would| can| could)"
    r"|will|'ll|would|'d|can|could|may|might|shall|must|has to|have to|needs? to|should"
    r"|wants? to|plans? to|hopes? to|intends? to|agreed to|offered to|(?:is|are|'s) going to"
    r"|(?:is|are) to)"
)
THEY_WILL = rf"{WHO}(?: |(?=')){THEIR_WILL}"

OPEN = frame(rf"(?:\b(?:{MUST}|{OWN_WILL})|{THEY_WILL}|\bplease)$")
"""A clause that goes on after its date: "I must by Friday …"."""
