"""Which contacts a newcomer is: those that one rule holds for one person, and those in doubt."""

from __future__ import annotations

from tinycrm.services.identity import sameness
from tinycrm.services.identity.known_people import CROWD, KnownPeople
from tinycrm.services.identity.sameness import Facts
from tinycrm.values import Fields


class Matches(Fields):
    """The contacts that a newcomer is, or may be, the likeliest first.

    `same` are equally sure: more than one of them means that the facts do not say which.
    `doubts` have an address or a number in common, but something speaks against them, or they
    are several of whose name the newcomer's may be a part. `namesakes` have only the name in
    common, some of them if they are many.
    """

    same: tuple[int, ...] = ()
    doubts: tuple[int, ...] = ()
    namesakes: tuple[int, ...] = ()


def levels(people: KnownPeople, new: Facts) -> list[tuple[int, int]]:
    """Return how sure each candidate is, as in `sameness`, with its id, the likeliest first."""
    found = [
        (sameness.judge(new, known), sameness.likeness(new, known), own)
        for own in people.candidates(new)
        for known in (people.facts(own),)
    ]
    return [(level, own) for level, _, own in sorted(found)]


def find_matches(people: KnownPeople, new: Facts) -> Matches:
    """Return the contacts that a newcomer is or may be."""
    people.load((new,))
    judged = levels(people, new)
    best = judged[0][0] if judged else sameness.STRANGER
    same = [own for level, own in judged if level == best <= sameness.FITS]
    doubts = [own for level, own in judged if level == sameness.DOUBT]
    if len(same) > 1 and best in (sameness.OWNER, sameness.FITS):
        same, doubts = [], [*same, *doubts]
    named = [own for own in people.namesakes(new, CROWD) if own not in same]
    return Matches(tuple(same), tuple(doubts), tuple(named))
