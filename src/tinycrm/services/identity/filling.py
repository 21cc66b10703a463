"""Filling contacts who are here already with what newcomers bring; nothing is overwritten."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tinycrm import clock
from tinycrm.services.identity.known_lists import KnownContact, in_short, read_known
from tinycrm.services.people import cadence, new_contact, tags, yearly_dates
from tinycrm.services.people.new_contact import NewContact
from tinycrm.services.sql import Update
from tinycrm.services.waiting_rows import WaitingRows
from tinycrm.text import fold_forms

AT_ONCE = 1000
"""So many contacts are read at once: each has some lists, and a statement costs what ten do."""

_WORK = ("organization", "title")
_COLUMNS = Update("contact", ("do_not_contact", "updated_at"))
_SEARCHED = Update(
    "contact", ("organization", "title", "folded_work", "do_not_contact", "updated_at")
)
"""Only for those where it changes: the words of the full text are written anew."""


def fill(
    db: sqlite3.Connection, contact_id: int, draft: NewContact, today: date
) -> tuple[str, ...]:
    """Fill one contact as `Filling.fill` does."""
    filling = Filling(db, today)
    filling.read([contact_id])
    fields = filling.fill(contact_id, draft)
    filling.write()
    return fields


class Filling:
    """Fills contacts: what they lack waits in `rows`, to be written together.

    `today` is the day, `now` the instant at which that is. Whoever asks the store for what was
    filled in, or adds to the same tables in another way, calls `write` first.
    """

    def __init__(self, db: sqlite3.Connection, today: date) -> None:
        self._db = db
        self.today = today
        self.now = clock.instant()
        self.rows = WaitingRows(db)
        self._tags = tags.KnownTags(db)
        self._known: dict[int, KnownContact] = {}
        self._changed: dict[int, bool] = {}

    def read(self, ids: Sequence[int]) -> None:
        """Write what waits, and read what these contacts have: only they can be filled then."""
        self.write()
        self._known = read_known(self._db, list(dict.fromkeys(ids)))

    def write(self) -> None:
        """Write all that waits."""
        for own, is_searched in self._changed.items():
            known = self._known[own]
            values = (known.do_not_contact, self.now)
            if is_searched:
                self.rows.change(_SEARCHED, own, *known.work(), *values)
            else:
                self.rows.change(_COLUMNS, own, *values)
        self._changed.clear()
        self.rows.write()

    def name_of(self, own: int) -> str:
        """Return the name of a contact that was read."""
        return self._known[own].name

    def fill(self, own: int, draft: NewContact) -> tuple[str, ...]:
        """Fill empty fields and extend lists, overwriting nothing; return the fields that changed.

        An existing organization, title, cadence or birthday stays as it is. A name that the
        contact does not have yet becomes a nickname.
        """
        known = self._known[own]
        draft = draft._replace(nicknames=_new_names(known, draft))
        fields = [*self._fill_columns(own, known, draft), *self._extend(own, known, draft)]
        if fields:
            is_searched = self._changed.get(own, False)
            self._changed[own] = is_searched or any(field in fields for field in _WORK)
        return tuple(dict.fromkeys(fields))

    def tag(self, own: int, names: Iterable[str]) -> bool:
        """Add tags to a contact; return whether any was new to it."""
        known = self._known[own].tags
        new = [each for each in map(self._tags.id_of, names) if each not in known]
        known.update(new)
        self.rows.add(tags.TAGGED["contact"], *((own, each) for each in dict.fromkeys(new)))
        return bool(new)

    # ── what a contact lacks ─────────────────────────────────────────────────────────────

    def _fill_columns(self, own: int, known: KnownContact, draft: NewContact) -> Iterator[str]:
        for field in _WORK:
            if getattr(draft, field) and not getattr(known, field):
                setattr(known, field, getattr(draft, field))
                yield field
        if draft.every and not known.has_cadence:
            cadence.set_cadence(self._db, own, draft.every, self.today)
            known.has_cadence = True
            yield "every"
        if draft.do_not_contact and not known.do_not_contact:
            known.do_not_contact = True
            yield "do_not_contact"

    def _extend(self, own: int, known: KnownContact, draft: NewContact) -> Iterator[str]:
        yield from self._add_points(own, known, draft)
        yield from self._add_words(own, known, draft)
        if draft.occasions:
            yield from self._add_dates(own, known, draft)
        if draft.tags and self.tag(own, draft.tags):
            yield "tags"
        if draft.related and self._add_related(own, draft):
            yield "related"
        if draft.extra and self._add_extra(own, known, draft):
            yield "extra"

    def _add_points(self, own: int, known: KnownContact, draft: NewContact) -> Iterator[str]:
        new = new_contact.new_points(draft, known.points) if draft.points else ()
        if new:
            rows = new_contact.point_rows(own, new, len(known.points))
            self.rows.add(new_contact.POINT, *rows)
            known.points += [(each.kind, each.normal, each.value) for each in new]
        for each in new:
            yield new_contact.FIELDS[each.kind]

    def _add_words(self, own: int, known: KnownContact, draft: NewContact) -> Iterator[str]:
        """Add nicknames and facts: each row has its own word, which is in its second column."""
        for field, insert, rows in new_contact.list_rows(own, draft):
            words = known.words[field]
            new = [row for row in rows if row[1] not in words]
            words.update(str(row[1]) for row in new)
            self.rows.add(insert, *new)
            if new:
                yield field

    def _add_dates(self, own: int, known: KnownContact, draft: NewContact) -> Iterator[str]:
        """Add dates that the contact lacks, and the years that its own lack.

        `birthday` got its year, `occasions` is anything else.
        """
        before = [(label, day) for _, label, day in known.dates]
        for place, (label, day) in enumerate(yearly_dates.with_more(before, draft.occasions)):
            if place >= len(before):
                row_id = self.rows.next_id("occasion")
                self.rows.add(yearly_dates.OCCASION, (row_id, own, label, *day))
                known.dates.append((row_id, label, day))
                yield "occasions"
            elif day != before[place][1]:
                row_id = known.dates[place][0]
                self.rows.change(yearly_dates.YEAR, row_id, day.year)
                known.dates[place] = (row_id, label, day)
                yield "birthday" if label == yearly_dates.BIRTHDAY else "occasions"

    def _add_related(self, own: int, draft: NewContact) -> bool:
        from tinycrm.services.relations import relating  # cards bring theirs later

        return relating.keep_related(self._db, own, draft.related)

    def _add_extra(self, own: int, known: KnownContact, draft: NewContact) -> bool:
        """Keep what is not there yet; a row of an older import is marked if it is to be shown.

        Return whether something changed.
        """
        has_new = False
        for row in new_contact.extra_rows(own, draft):
            _, _, _, key, value, unread, folded = row
            pair = (key, in_short(value))
            row_id, is_shown = known.extra.get(pair, (0, False))
            if not row_id:
                row_id = self.rows.next_id("extra")
                self.rows.add(new_contact.EXTRA, (row_id, *row[1:]), letters=len(value))
            elif unread and not is_shown:
                self.rows.change(new_contact.SHOWN_EXTRA, row_id, 1, folded)
            else:
                continue
            known.extra[pair] = (row_id, bool(unread))
            has_new = True
        return has_new


def _new_names(known: KnownContact, draft: NewContact) -> tuple[str, ...]:
    """Return the nicknames of a draft, and its own name unless the contact is found by it."""
    names = (known.name, *known.words["nicknames"], *draft.nicknames)
    is_found = draft.name in names or _is_one_of(draft.name, names)
    new = draft.nicknames if is_found else (*draft.nicknames, draft.name)
    return tuple(each for each in new if each != known.name)


def _is_one_of(name: str, names: Iterable[str]) -> bool:
    forms = fold_forms(name)
    return any(not forms.isdisjoint(fold_forms(each)) for each in names)
