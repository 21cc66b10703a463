"""What people are to each other: the label of a relation, and what it is from the other side.

`spouse=ben` at Ada says that Ben is Ada's spouse. Any label may be used; these few read well
from both sides. A label of a man or a woman (mother, husband) stays as it is; from the other
side it is the neutral one, since a label says nothing about who has it.
"""

from __future__ import annotations

from tinycrm.rules import parse_relation
from tinycrm.services.codes import read_code
from tinycrm.services.records import Related
from tinycrm.text import fold, plain_label

_MUTUAL = (
    "spouse", "partner", "friend", "sibling", "colleague", "neighbour", "relative", "cousin",
    "in-law", "flatmate", "fiancé", "ex", "twin", "acquaintance", "met", "related",
)  # fmt: skip
_PAIRS = (
    ("parent", "child"),
    ("grandparent", "grandchild"),
    ("stepparent", "stepchild"),
    ("godparent", "godchild"),
    ("parent-in-law", "child-in-law"),
    ("aunt or uncle", "niece or nephew"),
    ("boss", "report"),
    ("employer", "employee"),
    ("mentor", "mentee"),
    ("teacher", "student"),
    ("landlord", "tenant"),
    ("guardian", "ward"),
    ("referred by", "referred"),
)
_ALSO = {
    "spouse": "husband wife",
    "partner": "boyfriend girlfriend domestic_partner sweetheart",
    "sibling": "brother sister younger_brother younger_sister elder_brother elder_sister"
    " half-brother half-sister",
    "colleague": "co-worker coworker",
    "neighbour": "neighbor",
    "relative": "kin",
    "in-law": "brother-in-law sister-in-law",
    "flatmate": "roommate housemate co-resident",
    "fiancé": "fiancée",
    "ex": "ex-husband ex-wife",
    "parent": "mother father mum mom dad",
    "child": "son daughter",
    "grandparent": "grandmother grandfather",
    "grandchild": "grandson granddaughter",
    "stepparent": "stepmother stepfather",
    "stepchild": "stepson stepdaughter",
    "godparent": "godmother godfather",
    "godchild": "godson goddaughter",
    "parent-in-law": "mother-in-law father-in-law",
    "child-in-law": "son-in-law daughter-in-law",
    "aunt or uncle": "aunt uncle",
    "niece or nephew": "niece nephew",
    "boss": "manager supervisor",
}
"""Labels that mean the same, or say man or woman too; _ is a space, and - may be one."""

_OTHER_SIDE = (
    {label: label for label in _MUTUAL} | dict(_PAIRS) | {second: first for first, second in _PAIRS}
)


def _each(also: str) -> list[str]:
    return [label.replace("_", " ") for label in also.split()]


_NEUTRAL = {each: label for label, also in _ALSO.items() for each in _each(also)}
_SPELLED = {
    spelled: label
    for label in (*_OTHER_SIDE, *_NEUTRAL)
    for spelled in (label, label.replace("-", " "))
} | {"fiance": "fiancé", "fiancee": "fiancée"}  # as they are folded
_KNOWN = frozenset(_SPELLED.values())
OFFERED = (
    "spouse", "partner", "friend", "parent", "child", "sibling", "colleague", "boss", "report",
    "mother", "father", "son", "daughter", "brother", "sister", "husband", "wife", "relative",
    "neighbour", "mentor", "mentee",
)  # fmt: skip
"""The labels that the Tab key offers, those used most first."""

_OF = " of"


def known_label(typed: str) -> str:
    """Return a label as it is stored: a known one in our spelling, another as typed.

    It has no =, which ends it where it is typed, and not the marks of Apple's own labels, which
    no card can bring back.
    """
    words = " ".join(typed.replace("=", " ").split()) or "related"
    words = plain_label(words)
    return _SPELLED.get(fold(words), words)


def neutral(label: str) -> str:
    """Return what two labels that say the same have in common: of `wife` it is `spouse`."""
    known = known_label(label)
    return _NEUTRAL.get(known, known) if known in _KNOWN else fold(known)


def from_other_side(label: str) -> str:
    """Return what the one who has the label calls the other: `child` for `mother`.

    A label that is not known reads "… of": the other side of `muse` is `muse of`, and back.
    """
    other = _OTHER_SIDE.get(neutral(label))
    if other:
        return other
    known = known_label(label)
    return known.removesuffix(_OF) if known.endswith(_OF) else f"{known}{_OF}"


def read_related(text: str) -> Related:
    """Return the relation typed as `spouse=ben` or `spouse=Ben Turing (c2)`, without a link.

    The name is what was typed, or only the code where one follows it. Raises UsageProblem.
    """
    label, name = parse_relation(text)
    before, _, last = name.rpartition("(")
    is_coded = before and last.endswith(")") and read_code(last[:-1])
    return Related(known_label(label), None, last[:-1] if is_coded else name)


def as_typed(related: Related) -> str:
    """Return a relation as it can be typed again: `spouse=Ben Turing (c2)`."""
    return f"{related.label}={related.name}{f' ({related.id})' if related.id else ''}"


def say_related(label: str, name: str) -> str:
    """Return a relation in words: `spouse: Ben`, `muse of Ben`."""
    return f"{label} {name}" if label.endswith(_OF) else f"{label}: {name}"
