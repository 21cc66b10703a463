"""Which card of a file is which contact: a card claims at most one, a contact at most one card.

The surest go first: the very card that came before, then the same UID and name, then names with
the cards that say most before others. What two cards may claim by the weakest signs goes to
neither.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from tinycrm.days import YearlyDay
from tinycrm.services.identity import sameness
from tinycrm.services.identity.known_people import CROWD, KnownPeople, keys_of
from tinycrm.services.identity.sameness import Facts, birthdays_differ
from tinycrm.services.people.new_contact import NewContact
from tinycrm.services.people.phone_likeness import number_key
from tinycrm.text import fold

MOST_PARTS = 20
"""Cards that go on with one: some programs write a card for each number of a person."""
_MOST_JUDGED = 3 * CROWD
"""Contacts that a card is compared with, of those who are found by the surest signs first."""
_SIGNS = {sameness.CARD: "card", sameness.UID: "uid"}
"""What a card has in common with each of its contacts at a level."""
_NAMES = (sameness.SHARED, sameness.NAMED, sameness.CALLED)


def assign(
    people: KnownPeople, cards: Sequence[Facts], without: Collection[int] = ()
) -> dict[int, int]:
    """Return the contact of each card that is one, by their places in the file.

    The contacts in `without` have their lines already; they stay hidden.
    """
    claims = _Claims(people, cards, without)
    for wanted in (sameness.CARD, sameness.UID):
        claims.take_best((wanted,))
    claims.load_others()
    claims.take_best(_NAMES)
    for level in (sameness.OWNER, sameness.FITS):
        claims.take_only(level)
    for own in claims.taken.values():
        people.show(own)
    return claims.taken


def find_parts(cards: Sequence[NewContact]) -> dict[int, int]:
    """Return the cards that go on with an earlier one, which has the same UID and name.

    After MOST_PARTS with one UID and name the others are people of their own.
    """
    first: dict[tuple[str, str], int] = {}
    parts: dict[int, int] = {}
    counts: Counter[int] = Counter()
    for place, card in enumerate(cards):
        if card.uid:
            begin = first.setdefault((card.uid, fold(card.name)), place)
            if begin == place or birthdays_differ(_birthday(card), _birthday(cards[begin])):
                continue
            counts[begin] += 1
            if counts[begin] <= MOST_PARTS:
                parts[place] = begin
    return parts


def _birthday(card: NewContact) -> YearlyDay | None:
    return dict(card.occasions).get("birthday")


class _Claims:
    """The claims of a file while they are made.

    Contacts are read in two steps: those that a card or a UID tells need no look-up of the names.
    """

    def __init__(
        self, people: KnownPeople, cards: Sequence[Facts], without: Collection[int]
    ) -> None:
        self.people = people
        self.cards = cards
        self.without = without
        self.taken: dict[int, int] = {}
        self.sharing: defaultdict[tuple[str, str], list[int]] | None = None
        self.keys = [keys_of(card) for card in cards]
        self.open = sorted(range(len(cards)), key=lambda place: -len(cards[place].items))
        people.load_surest(cards)
        self._hide_others()

    def load_others(self) -> None:
        """Read the contacts that open cards may be by other signs."""
        self.people.load_more({key for place in self.open for key in self.keys[place]})
        self._hide_others()
        self.open = [place for place in self.open if self.people.is_any(self.keys[place])]

    def _hide_others(self) -> None:
        for own in self.without:
            self.people.hide(own)

    def _take(self, place: int, own: int) -> None:
        self.taken[place] = own
        self.people.hide(own)

    def _levels(self, place: int, wanted: Sequence[int]) -> list[tuple[bool, int, int, int]]:
        """Return the candidates at these levels, those first that the card would not change."""
        new = self.cards[place]
        found = []
        signs = [_SIGNS.get(level) for level in wanted]
        if None not in signs and not self.people.is_any(
            key for key in self.keys[place] if key[0] in signs
        ):
            return []
        for own in self.people.candidates(new, _MOST_JUDGED):
            known = self.people.facts(own)
            level = sameness.judge(new, known, max(wanted))
            if level in wanted:
                lacks, common = sameness.likeness(new, known)
                found.append((lacks, level, common, own))
        return sorted(found)

    def take_best(self, wanted: Sequence[int]) -> None:
        """Let each open card have the best of its candidates."""
        for place in self.open:
            if found := self._levels(place, wanted):
                self._take(place, found[0][-1])
        self._close()

    def take_only(self, wanted: int) -> None:
        """Let cards have a contact that no other card may be, and that is their only one."""
        only: dict[int, int] = {}
        rivals: defaultdict[int, list[int]] = defaultdict(list)
        for place in self.open:
            found = self._levels(place, (wanted,))
            if len(found) == 1:
                only[place] = found[0][-1]
            for *_, own in found:
                rivals[own].append(place)
        for place, own in only.items():
            if len(rivals[own]) == 1 and not self._has_rival(place, own, wanted):
                self._take(place, own)
        self._close()

    def _has_rival(self, place: int, own: int, wanted: int) -> bool:
        """Return whether a card that has found its contact may be this one as well."""
        known = self.people.facts(own)
        near = {each for key in _points(known) for each in self._crowd(key)} - {place}
        return any(sameness.judge(self.cards[each], known) == wanted for each in near)

    def _crowd(self, key: tuple[str, str]) -> Iterable[int]:
        if self.sharing is None:
            self.sharing = defaultdict(list)
            for place, card in enumerate(self.cards):
                for each in _points(card):
                    self.sharing[each].append(place)
        found = self.sharing[key]
        return found if len(found) <= CROWD else ()

    def _close(self) -> None:
        self.open = [place for place in self.open if place not in self.taken]


def _points(facts: Facts) -> list[tuple[str, str]]:
    """Return what a card and a contact share when they have an address or a number in common."""
    emails = [("email", each) for each in facts.emails]
    return emails + [("phone", number_key(each)) for each in facts.phones]
