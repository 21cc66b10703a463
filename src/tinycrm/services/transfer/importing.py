"""Import from files: all of them in one transaction, with a copy of the store before it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from tinycrm import paths
from tinycrm.exchange.cards import Card, Skipped
from tinycrm.services.codes import batch_code, code
from tinycrm.services.json_lines.record_import import import_records
from tinycrm.services.people import spreading
from tinycrm.services.transfer import folder_import
from tinycrm.services.transfer.card_storing import CardStoring
from tinycrm.services.transfer.folder_import import Pruning
from tinycrm.services.transfer.import_report import (
    Report,
    SkippedCard,
    Source,
    doubts_of,
    with_records,
)
from tinycrm.store import backup, behind, reading, writing


class _DryRunEnd(Exception):
    """Ends a dry run, so that its transaction is rolled back."""


def import_files(
    sources: Sequence[Source],
    *,
    named: Sequence[str],
    tagged: Sequence[str] = (),
    dry_run: bool = False,
    pruning: Pruning = Pruning(),  # noqa: B008
    on_stored: Callable[[], None] = lambda: None,
) -> Report:
    """Store what is in these files and return a report. One undo undoes all of it.

    `named` are the files and folders as the user named them, for the history. `on_stored` is
    called for each card, row or record. Where nothing could be read, nothing is opened. Raises
    Clash if too many would be pruned.
    """
    if not any(map(_is_anything, sources)):
        return _report(None, sources)
    label = f"import {_say_names(named)}"

    def store(db: sqlite3.Connection) -> Report:
        return _store_all(db, sources, tagged, pruning, on_stored)

    return in_one_step(label, store, dry_run=dry_run)


def in_one_step(
    label: str, work_on: Callable[[sqlite3.Connection], Report], *, dry_run: bool
) -> Report:
    """Back up the store, do the work in one transaction and return its report.

    With `dry_run` nothing is backed up or written.
    """
    report = None
    if not dry_run and paths.store_file().exists():
        _copy_store(paths.store_file())
    try:
        with writing(label) as work:
            report = work_on(work.db)
            if dry_run:
                raise _DryRunEnd
    except _DryRunEnd:
        assert report is not None
        return report._replace(ids=())
    return report._replace(batch=batch_code(work.batch))


_NAMED = 3
"""How many files the history names; of a folder only the folder."""


def _say_names(named: Sequence[str]) -> str:
    more = len(named) - _NAMED
    return ", ".join(named[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _is_anything(source: Source) -> bool:
    has_records = source.records is not None and bool(source.records.kinds())
    return has_records or any(isinstance(each, Card) for each in source.items)


def _copy_store(store: Path) -> None:
    """Back up the store before the import; a large backup is checked in the background."""
    can_wait = store.stat().st_size > backup.SMALL and behind.is_possible()
    with reading() as db:
        make = backup.make_unchecked if can_wait else backup.make
        make(db, store, "before-import")
    if can_wait:
        behind.run(lambda: backup.check_left(store))


def _store_all(
    db: sqlite3.Connection,
    sources: Sequence[Source],
    tagged: Sequence[str],
    pruning: Pruning,
    on_stored: Callable[[], None],
) -> Report:
    many = sum(len(source.items) for source in sources) >= spreading.MANY
    storing = CardStoring(db, tagged, many=many, on_stored=on_stored)
    plain, folders = folder_import.split(sources)
    for source in plain:
        storing.store([each for each in source.items if isinstance(each, Card)])
    present: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        present[source.folder].add(source.href)
    notices = [
        each
        for folder, found in folders.items()
        for each in folder_import.import_folder(db, storing, found, present[folder], pruning)
    ]
    storing.relate()
    read = [
        (
            source,
            import_records(db, storing.people, source.records, source.format, tagged, on_stored),
        )
        for source in sources
        if source.records
    ]
    report = _report(storing, sources)._replace(notices=tuple(notices))
    return with_records(report, db, read)


def _report(storing: CardStoring | None, sources: Sequence[Source]) -> Report:
    """Return what was done with the cards of these files; None: there are none."""
    skipped = tuple(
        SkippedCard(source.name, each.line, each.reason)
        for source in sources
        for each in (*source.items, *(source.records.problems if source.records else ()))
        if isinstance(each, Skipped)
    )
    report = Report(len(skipped), 0, 0, 0, skipped, (), None)._replace(**doubts_of(sources))
    if storing is None:
        return report
    return report._replace(
        total=len(storing.stored) + len(skipped),
        new=len(storing.new),
        updated=len(storing.changes),
        unchanged=len(storing.unchanged),
        ids=tuple(code("contact", each) for each in storing.new),
        changes=tuple(storing.changes),
        made={"contact": len(storing.new)} if storing.new else {},
    )
