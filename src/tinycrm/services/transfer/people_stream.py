"""Many contacts, one per line: one transaction, and a report for each line."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import starmap

from tinycrm.errors import CrmError
from tinycrm.exchange.jsonl import Incoming, Refused
from tinycrm.services.codes import batch_code, code
from tinycrm.services.editing import adding
from tinycrm.services.identity.known_people import KnownPeople
from tinycrm.services.people.new_contact import NewContact
from tinycrm.services.records import Related
from tinycrm.services.relations import relating
from tinycrm.services.transfer.card_storing import contact_of
from tinycrm.store import writing
from tinycrm.text import fold
from tinycrm.values import NamedTuple


class LineResult(NamedTuple):
    """The result of a line: the id of its row in `table`, or the problem.

    `hints` are sentences about the contacts that were chosen.
    """

    line: int
    row_id: int | None
    created: bool
    problem: CrmError | None
    hints: tuple[str, ...] = ()
    table: str = "contact"

    @property
    def code(self) -> str | None:
        """Return the code of the record, or None."""
        return code(self.table, self.row_id) if self.row_id else None


class LineResults:
    """The results of all lines, in 17 bytes each, because a stream may be long.

    No line is final before the last one was read. `made` counts the new records, which are
    rows of `table`.
    """

    def __init__(self, table: str = "contact") -> None:
        self.made = 0
        self.problems: dict[int, CrmError] = {}
        self._hints: dict[int, tuple[str, ...]] = {}
        self._table = table
        self._numbers = array("q")
        self._ids = array("q")
        self._created = bytearray()

    def append(self, line: LineResult) -> None:
        """Add the result of one more line."""
        if line.problem:
            self.problems[line.line] = line.problem
        if line.hints:
            self._hints[line.line] = line.hints
        self.made += line.created
        self._numbers.append(line.line)
        self._ids.append(line.row_id or 0)
        self._created.append(line.created)

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[LineResult]:
        for number, own, created in zip(self._numbers, self._ids, self._created, strict=True):
            problem, hints = self.problems.get(number), self._hints.get(number, ())
            yield LineResult(number, own or None, bool(created), problem, hints, self._table)


class Streamed(NamedTuple):
    """The result of a stream. `batch` undoes all of it; None when nothing changed."""

    lines: LineResults
    batch: str | None


def add_all(
    people: Iterable[Incoming | Refused],
    if_known: adding.IfKnown,
    on_progress: Callable[[int], None] = lambda count: None,
) -> Streamed:
    """Add contacts in one transaction; `on_progress` is called with the number of lines done.

    A line that cannot be read, or is an existing contact where that is refused, fails alone.
    The store is locked meanwhile, so `people` must not wait for another program.
    """
    with writing("add many") as work:
        lines = LineResults()
        for result in _each(work.db, people, if_known):
            lines.append(result)
            on_progress(len(lines))
        work.label = f"add {lines.made} people"
    return Streamed(lines, batch_code(work.batch))


def _each(
    db: sqlite3.Connection, lines: Iterable[Incoming | Refused], if_known: adding.IfKnown
) -> Iterator[LineResult]:
    people = KnownPeople(db)
    names: dict[str, str] = {}
    for each in lines:
        if isinstance(each, Refused):
            yield LineResult(each.line, None, created=False, problem=each.problem)
        else:
            yield _added(db, _draft(each, names), each, people, if_known)


def _draft(each: Incoming, names: dict[str, str]) -> NewContact:
    """Return the contact of a line. `names` are those of the UIDs of the lines before it.

    Two names under one UID are two people: the second one gets a UID of its own.
    """
    name = fold(each.card.name)
    is_another = names.setdefault(each.card.uid, name) != name if each.card.uid else False
    return contact_of(each.card)._replace(
        uid=None if is_another else each.card.uid,
        do_not_contact=each.do_not_contact, note=each.card.note, source="jsonl",
    )  # fmt: skip


def _added(
    db: sqlite3.Connection,
    draft: NewContact,
    each: Incoming,
    people: KnownPeople,
    if_known: adding.IfKnown,
) -> LineResult:
    draft = draft._replace(related=relating.known_here(db, starmap(Related, each.related)))
    # A contact alone is refused before anything is written. Only its other records may fail
    # later, and a savepoint flushes the full-text index: a tenth of the time of a stream.
    may_fail_later = bool(each.referred_by or each.key or draft.note)
    if may_fail_later:
        db.execute("SAVEPOINT line")
    try:
        contact_id, created, hints = adding.add_in(
            db, draft, if_known, referred_by=each.referred_by, key=each.key, people=people
        )
        return LineResult(each.line, contact_id, created, None, hints)
    except CrmError as problem:
        if may_fail_later:
            db.execute("ROLLBACK TO line")
        return LineResult(each.line, None, created=False, problem=problem)
    finally:
        if may_fail_later:
            db.execute("RELEASE line")
