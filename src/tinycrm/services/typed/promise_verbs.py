"""The verbs of promises, as plain words: a first look at a note needs no patterns."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Set

OWN = frozenset(
    "add answer arrange ask book bring buy calculate call cancel change chase check collect come"
    " compare confirm congratulate contact cut decide deliver design discuss draft drop email"
    " file find finish fix follow forward get give go hand have help install introduce invite let"
    " look mail make measure meet message move nudge offer order organise organize pack pass pay"
    " phone pick ping post prepare print read remind renew repair reply return review ring"
    " schedule see send set settle share ship show sign speak stop submit take talk tell test text"
    " thank think transfer translate try update visit wish wrap write".split()
)
"""What the user does for a contact, as an order to oneself: "send the quote"."""

THEIRS = frozenset(
    "answer approve arrange ask book bring buy call check choose collect come complete confirm"
    " contact decide deliver discuss email fetch find finish fix follow forward get give hand help"
    " introduce invoice join let look mail meet message offer order organise organize pass pay"
    " phone pick prepare print provide quote refund renew repair reply report return review ring"
    " schedule send settle share ship show sign speak stop supply talk tell test text think"
    " transfer try update write".split()
)
"""What another may promise. That she will move, rest or turn 40 is no matter of the user's."""

_OTHERS = frozenset(
    "by before promise promised promises will i'll we'll i'd we'd i'm we're she'll he'll they'll"
    " she'd he'd they'd going need needs have has must should owe owes let's remember don't"
    " want wants wanted expects expect waiting asked told todo would can could may might".split()
)
"""Other words without which a sentence promises nothing."""


def base_of(stem: str, verbs: Set[str]) -> str:
    """Return the verb of `sends` or `sending` by its stem, "" if it is none of these."""
    forms = (stem, f"{stem}e", stem[:-1], stem.removesuffix("i") + "y")
    return next((each for each in forms if each in verbs), "")


def may_promise(words: Set[str]) -> bool:
    """Return whether one of these words, in lower case, may be that of a promise."""
    known = OWN | THEIRS
    if words & _OTHERS or words & known:
        return True
    stems = {each.removesuffix("s").removesuffix("e").removesuffix("ing") for each in words}
    return any(base_of(each, known) for each in stems)
