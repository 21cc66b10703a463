"""Whether two sets of facts are one person's: the one rule of every door.

`add`, `--update`, `add -`, import and mail ask it of a newcomer and of each contact that has a
name, an address, a number or a UID in common with them. It is a function of facts alone.
"""

from __future__ import annotations

from tinycrm.days import YearlyDay
from tinycrm.services.people.name_likeness import contradicts, name_words
from tinycrm.services.people.phone_likeness import share_number
from tinycrm.text import fold_forms
from tinycrm.values import Fields, NamedTuple

CARD = 0
"""The very same card came before, and became this contact."""
UID = 1
"""The same UID, and the name that the contact has or came with."""
SHARED = 2
"""Such a name, and an e-mail address or a number in common."""
NAMED = 3
"""The name that the contact has, and nothing that speaks against it."""
CALLED = 4
"""A nickname of one is the name of the other; an address or a number in common."""
OWNER = 5
"""The same UID with another name: somebody who was renamed where the card comes from."""
FITS = 6
"""One name is a part of the other, “Anna” of “Anna Schmidt”; an address or a number in common."""

DOUBT = 7
"""An address or a number in common, but the name or the birthday speaks against it."""
NAMESAKE = 8
"""The same name, but an address, a number or the birthday speaks against it."""
STRANGER = 9
"""Nothing that matters in common."""


class SeenCard(NamedTuple):
    """A card that became a contact: its UID, the name it came with, and its content in short."""

    uid: str | None
    name: str
    digest: str = ""


class Facts(Fields):
    """What tells one person from another.

    `phones` are as written, `emails` in normal form. `cards` are those the contact came with;
    `digest` is that of a newcomer's own card. `items` are all other values: how much two have
    in common decides between contacts that are equally likely.
    """

    name: str
    nicknames: tuple[str, ...] = ()
    uids: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    phones: tuple[str, ...] = ()
    birthday: YearlyDay | None = None
    cards: tuple[SeenCard, ...] = ()
    digest: str = ""
    items: frozenset[tuple[str, str]] = frozenset()


def judge(new: Facts, known: Facts, least: int = FITS) -> int:
    """Return how surely a newcomer is this contact, the surest first; to FITS they are one.

    What is less sure than `least` may be DOUBT, if only CARD or UID is asked for.
    """
    if new.digest and any(card.digest == new.digest for card in known.cards):
        return CARD
    if least == CARD or (least == UID and new.uids.isdisjoint(known.uids)):
        return DOUBT
    other_day = birthdays_differ(new.birthday, known.birthday)
    if new.uids & known.uids:
        if _is_named(new, known):
            return UID
        is_other = other_day and contradicts(new.name, known.name)
        return DOUBT if is_other else OWNER
    shares = shares_point(new, known)
    if not shares:
        return _by_name_alone(new, known, other_day=other_day)
    if other_day:
        return DOUBT
    if _is_named(new, known):
        return SHARED
    if _is_called(new, known):
        return CALLED
    return FITS if fits(new, known) else DOUBT


def _by_name_alone(new: Facts, known: Facts, *, other_day: bool) -> int:
    if fold_forms(new.name).isdisjoint(fold_forms(known.name)):
        return STRANGER
    return NAMESAKE if other_day or _points_differ(new, known) else NAMED


def likeness(new: Facts, known: Facts) -> tuple[bool, int]:
    """Return a sort key for contacts that are equally sure: those first that lack nothing."""
    common = len(new.items & known.items)
    return common < len(new.items), -common


# ── names ────────────────────────────────────────────────────────────────────────────────


def came_with(known: Facts) -> tuple[str, ...]:
    """Return the name of a contact and the names its cards came with."""
    return (known.name, *(card.name for card in known.cards))


def _is_named(new: Facts, known: Facts) -> bool:
    return _meet((new.name,), came_with(known))


def _is_called(new: Facts, known: Facts) -> bool:
    return _meet((new.name,), known.nicknames) or _meet(new.nicknames, came_with(known))


def _meet(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    forms = {form for name in ours for form in fold_forms(name)}
    return any(not forms.isdisjoint(fold_forms(name)) for name in theirs)


def fits(new: Facts, known: Facts) -> bool:
    """Return whether one name may be a part of the other.

    A longer form of the contact's name that contradicts speaks against it: an Anna who is known
    to be Anna Huber is not Anna Schmidt.
    """
    others = (*came_with(known)[1:], *known.nicknames)
    words = set(name_words(known.name))
    longer = [name for name in others if words < set(name_words(name))]
    if any(contradicts(new.name, name) for name in longer):
        return False
    return any(not contradicts(new.name, name) for name in (known.name, *others))


# ── addresses, numbers, birthdays ────────────────────────────────────────────────────────


def shares_point(new: Facts, known: Facts) -> bool:
    """Return whether both have an e-mail address, or a number in any form."""
    return not new.emails.isdisjoint(known.emails) or share_number(known.phones, new.phones)


def _points_differ(new: Facts, known: Facts) -> bool:
    """Return whether both have addresses, or both have numbers, with none in common."""
    if new.emails and known.emails and new.emails.isdisjoint(known.emails):
        return True
    return bool(new.phones and known.phones) and not share_number(known.phones, new.phones)


def birthdays_differ(one: YearlyDay | None, other: YearlyDay | None) -> bool:
    """Return whether two birthdays are known and cannot be one person's."""
    if one is None or other is None:
        return False
    if (one.month, one.day) != (other.month, other.day):
        return True
    return None not in (one.year, other.year) and one.year != other.year
