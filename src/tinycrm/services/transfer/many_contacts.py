"""Many new contacts at once: the same rows as for one, written together."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date

from tinycrm import clock
from tinycrm.days import Every
from tinycrm.services.people import cadence, new_contact, tags, yearly_dates
from tinycrm.services.people.new_contact import NewContact
from tinycrm.services.people.phone_likeness import MOST_PAIRS, Comparing
from tinycrm.services.sql import rows_of
from tinycrm.services.uids import new_uid
from tinycrm.services.waiting_rows import WaitingRows

_MOST_PAIRS = 15_000
"""Pairs of numbers that are compared by their countries: everybody may have one in two forms."""


class ManyContacts:
    """New contacts whose rows wait in `rows`, with whatever else belongs to them.

    `many` spreads the first dates of cadences. `today` and `now` are the day and the
    instant at which they are added.
    """

    def __init__(self, db: sqlite3.Connection, today: date, *, many: bool) -> None:
        self._db = db
        self.today = today
        self._many = many
        self.now = clock.instant()
        self._tags = tags.KnownTags(db)
        self._taken: set[str] = set()
        self._pairs = _MOST_PAIRS
        self._cadences: list[tuple[int, Every]] = []
        self.rows = WaitingRows(db)

    def expect(self, drafts: Iterable[NewContact]) -> None:
        """Find out which UIDs of these contacts others have already."""
        uids = [draft.uid for draft in drafts if draft.uid]
        found = rows_of(self._db, "SELECT uid FROM contact WHERE uid IN ({})", uids)
        self._taken.update(uid for (uid,) in found)

    def insert(self, draft: NewContact, tagged: Iterable[str] = ()) -> int:
        """Let the rows of a new contact wait; return its id.

        A UID that a contact has already stays theirs: the new one gets its own.
        """
        rows, own = self.rows, self.rows.next_id("contact")
        uid = new_uid() if not draft.uid or draft.uid in self._taken else draft.uid
        self._taken.add(uid)
        rows.add(new_contact.CONTACT, new_contact.contact_row(own, uid, draft, self.now))
        comparing = Comparing(min(MOST_PAIRS, self._pairs))
        self._pairs -= comparing.left
        points = new_contact.new_points(draft, (), comparing)
        self._pairs += comparing.left
        rows.add(new_contact.POINT, *new_contact.point_rows(own, points))
        for _, insert, found in new_contact.list_rows(own, draft):
            rows.add(insert, *found)
        dates = yearly_dates.with_more((), draft.occasions)
        rows.add(yearly_dates.OCCASION, *((None, own, label, *day) for label, day in dates))
        named = (*draft.tags, *tagged)
        rows.add(tags.TAGGED["contact"], *((own, self._tags.id_of(name)) for name in named))
        if draft.extra:
            letters = sum(len(value) for _, value in draft.extra)
            rows.add(new_contact.EXTRA, *new_contact.extra_rows(own, draft), letters=letters)
        if draft.every:
            self._cadences.append((own, draft.every))
        return own

    def write(self) -> None:
        """Write all that waits."""
        self.rows.write()
        for own, every in self._cadences:
            cadence.set_cadence(self._db, own, every, self.today, many=self._many)
        self._cadences.clear()
