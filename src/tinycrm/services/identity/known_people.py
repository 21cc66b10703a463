"""The contacts that a newcomer may be, found by what they have in common with them.

What was read is kept, so that a stream or a file of many people of one name or one number costs
no more for each than one of different people: namesakes are kept apart by what speaks against
them, and only those are looked at that may be meant.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Set
from itertools import islice

from tinycrm.days import YearlyDay
from tinycrm.services.identity.person_facts import CAME, read_facts, read_ids
from tinycrm.services.identity.sameness import Facts, birthdays_differ, came_with
from tinycrm.services.people.phone_likeness import number_key
from tinycrm.text import fold, fold_forms

CROWD = 8
"""When more people than this have one address or number, it says who is meant only by name."""

Key = tuple[str, str]  # ("email", "ada@x.org"), ("name", "ada lovelace")
_Traits = tuple[bool, bool, tuple[int, int] | None]  # has an e-mail, has a phone, is born on
_KEPT = 50_000
"""So many contacts are kept at least; beyond that all are read anew when they are asked for."""

_NOBODY = "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM contact)"
_MERGED = "SELECT value, contact_id FROM extra WHERE source = 'merge' AND key = 'uid'"


class _One:
    """Where only one contact is found, as nearly everywhere: the same object for all its keys."""

    __slots__ = ("all", "forms", "traits")
    size = 1

    def __init__(self, own: int, forms: Iterable[str], traits: _Traits) -> None:
        self.all = (own,)
        self.forms = forms
        self.traits = traits

    def named(self, form: str) -> Iterable[tuple[_Traits, Iterable[int]]]:
        """Return the contacts with a name, by their traits."""
        return ((self.traits, self.all),) if form in self.forms else ()


class _Bucket:
    """Several contacts with one key: all of them, and by name and traits."""

    __slots__ = ("_named", "all", "size")

    def __init__(self, first: _One) -> None:
        self.size = 0
        self.all: OrderedDict[int, None] = OrderedDict()
        self._named: dict[str, dict[_Traits, OrderedDict[int, None]]] = {}
        self.add(first)

    def add(self, one: _One) -> None:
        (own,) = one.all
        self.size += own not in self.all
        self.all[own] = None
        for form in one.forms:
            self._named.setdefault(form, {}).setdefault(one.traits, OrderedDict())[own] = None

    def remove(self, one: _One) -> None:
        (own,) = one.all
        self.all.pop(own, None)
        for form in one.forms:
            ids = self._named.get(form, {}).get(one.traits)
            if ids is not None:
                ids.pop(own, None)

    def named(self, form: str) -> Iterable[tuple[_Traits, Iterable[int]]]:
        """Return the contacts with a name, by their traits."""
        return self._named.get(form, {}).items()


class KnownPeople:
    """The contacts of a store, as far as they were asked for."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._facts: dict[int, Facts] = {}
        self._places: dict[Key, _One | _Bucket] = {}
        self._complete: set[Key] = set()
        self._stale: set[int] = set()
        self._hidden: set[int] = set()
        self._most = _KEPT
        self._merged: dict[str, int] | None = None

    def facts(self, own: int) -> Facts:
        """Return the facts of a contact that was found."""
        return self._facts[own]

    def load(self, newcomers: Collection[Facts]) -> None:
        """Read all contacts that have something in common with these, at once."""
        self.load_surest(newcomers)
        self.load_more({key for new in newcomers for key in keys_of(new)})

    def load_surest(self, newcomers: Iterable[Facts]) -> None:
        """Read the contacts that came with their cards or have their UIDs; `load_more` follows."""
        if len(self._facts) > self._most:
            self.forget_all()
        self._reread()
        sure: set[Key] = set()
        for new in newcomers:
            sure.update(("uid", each) for each in new.uids)
            if new.digest:
                sure.update((("card", new.digest), (CAME, fold(new.name))))
        self.load_more(sure)

    def load_more(self, keys: Set[Key]) -> None:
        """Read all contacts with one of these keys, at once."""
        missing = keys - self._complete
        if not missing or self.is_empty():
            return
        self._complete |= missing
        found = read_ids(self._db, missing) | self._merged_into(missing)
        ids = {own for own in found if own not in self._facts}
        for own, facts in read_facts(self._db, ids).items():
            self.put(own, facts)
        self._most = max(_KEPT, 2 * len(ids), self._most)

    def _merged_into(self, keys: Iterable[Key]) -> set[int]:
        """Return the ids of the contacts that others with these UIDs were merged into."""
        uids = [value for kind, value in keys if kind == "uid"]
        if uids and self._merged is None:
            self._merged = dict(map(tuple, self._db.execute(_MERGED)))
        return {self._merged[uid] for uid in uids if uid in self._merged} if self._merged else set()

    def forget_all(self) -> None:
        """Read everything again when it is asked for."""
        self._facts.clear()
        self._places.clear()
        self._complete.clear()
        self._stale.clear()
        self._hidden.clear()
        self._most = _KEPT

    def put(self, own: int, facts: Facts) -> None:
        """Remember a contact."""
        self._facts[own] = facts
        self._hidden.discard(own)
        one = _one(own, facts)
        for key in keys_of(facts):
            found = self._places.setdefault(key, one)
            if isinstance(found, _Bucket):
                found.add(one)
            elif found.all == one.all:
                self._places[key] = one
            else:
                self._places[key] = bucket = _Bucket(found)
                bucket.add(one)

    def added(self, own: int, facts: Facts) -> None:
        """Remember a contact that was just added with these facts, where it will be looked for."""
        if self._complete:
            self.put(own, facts)

    def refresh(self, ids: Iterable[int]) -> None:
        """Read contacts again that were added or changed, if anybody is looked for again."""
        self._stale.update(ids)

    def _reread(self) -> None:
        for own in self._stale:
            self.hide(own)
        for own, facts in read_facts(self._db, self._stale).items():
            self.put(own, facts)
        self._stale.clear()

    def hide(self, own: int) -> None:
        """Find a contact no more, until it is `shown`."""
        facts = self._facts.get(own)
        if facts is None or own in self._hidden:
            return
        self._hidden.add(own)
        one = _one(own, facts)
        for key in keys_of(facts):
            place = self._places.get(key)
            if isinstance(place, _Bucket):
                place.remove(one)
            elif place and place.all == one.all:
                del self._places[key]

    def show(self, own: int) -> None:
        """Find a contact again that was hidden."""
        if own in self._hidden:
            self.put(own, self._facts[own])

    def is_empty(self) -> bool:
        """Return whether the store has no contacts: then nobody needs to be compared."""
        return not self._facts and self._db.execute(_NOBODY).fetchone() is not None

    def is_any(self, keys: Iterable[Key]) -> bool:
        """Return whether there is a contact with one of these keys."""
        return any(key in self._places and self._places[key].all for key in keys)

    def candidates(self, new: Facts, most: int | None = None) -> list[int]:
        """Return the ids of the contacts who may be a newcomer; `load` must have been called.

        Of more than `most` those are returned who are found by the surest signs.
        """
        if not self._places:
            return []
        found: dict[int, None] = {}
        names = [form for name in (new.name, *new.nicknames) for form in fold_forms(name)]
        for key in keys_of(new):
            place = self._places.get(key)
            if most is not None and len(found) >= most:
                break
            if place is None:
                continue
            if key[0] == "name":
                found.update(dict.fromkeys(self._namesakes(place, key[1], new)))
                continue
            for form in names:
                found.update(dict.fromkeys(self._named(place, form, new)))
            if place.size <= CROWD:
                found.update(dict.fromkeys(place.all))
        return list(islice(found, most))

    def namesakes(self, new: Facts, most: int | None = None) -> list[int]:
        """Return the ids of the contacts with a newcomer's name, whatever speaks against it."""
        buckets = (self._places.get(("name", form)) for form in fold_forms(new.name))
        found = (own for bucket in buckets if bucket for own in bucket.all)
        return list(dict.fromkeys(islice(found, most)))

    def _named(self, place: _One | _Bucket, form: str, new: Facts) -> Iterator[int]:
        for traits, ids in place.named(form):
            if _may_be_born_on(traits[2], new.birthday):
                yield from self._first_born(ids, new)

    def _namesakes(self, place: _One | _Bucket, form: str, new: Facts) -> Iterator[int]:
        """Yield those whose addresses and numbers cannot speak against it."""
        for traits, ids in place.named(form):
            differs = (traits[0] and new.emails) or (traits[1] and new.phones)
            if not differs and _may_be_born_on(traits[2], new.birthday):
                yield from self._first_born(ids, new)

    def _first_born(self, ids: Iterable[int], new: Facts) -> Iterator[int]:
        fit = (own for own in ids if not birthdays_differ(new.birthday, self._facts[own].birthday))
        return _first(fit)


def _first(ids: Iterable[int]) -> Iterator[int]:
    return islice(ids, CROWD + 1)


def _may_be_born_on(day: tuple[int, int] | None, birthday: YearlyDay | None) -> bool:
    return day is None or birthday is None or day == birthday[:2]


def _traits(facts: Facts) -> _Traits:
    return bool(facts.emails), bool(facts.phones), facts.birthday and facts.birthday[:2]


def _one(own: int, facts: Facts) -> _One:
    return _One(own, _forms(facts), _traits(facts))


def _forms(facts: Facts) -> set[str]:
    return {form for name in (*came_with(facts), *facts.nicknames) for form in fold_forms(name)}


def keys_of(facts: Facts) -> list[Key]:
    """Return what finds a contact, the surest first: its keys are those of whom it may be."""
    cards = [facts.digest] if facts.digest else [card.digest for card in facts.cards]
    return [
        *(("uid", each) for each in facts.uids),
        *(("card", each) for each in cards if each),
        *(("email", each) for each in facts.emails),
        *(("phone", number_key(each)) for each in facts.phones),
        *(("name", form) for form in fold_forms(facts.name)),
    ]
