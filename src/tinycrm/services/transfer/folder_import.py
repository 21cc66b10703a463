"""Importing a folder of cards again: what changed there is merged with what changed here.

A folder has one card in each file, as vdirsyncer and khard keep it. Each card is remembered with
its file, so that the next import compares it with what it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from tinycrm import clock
from tinycrm.errors import Clash
from tinycrm.exchange import vcard_patch
from tinycrm.exchange.cards import Card
from tinycrm.services.cards import kept_cards
from tinycrm.services.cards.field_merging import merge_into
from tinycrm.services.cards.kept_cards import KeptCard
from tinycrm.services.cards.vcard_export import owner_of
from tinycrm.services.codes import code
from tinycrm.services.people import tags
from tinycrm.services.transfer.card_storing import CardStoring
from tinycrm.services.transfer.import_report import Source, change_of
from tinycrm.text import visible
from tinycrm.values import NamedTuple

MOST, MOST_PART = 20, 10
"""Above so many cards, or so many in a hundred, pruning wants to be confirmed."""

_SHOWN = 20


class Pruning(NamedTuple):
    """What to do with what is gone on one side: only name it, or prune; `sure` at any number."""

    wanted: bool = False
    sure: bool = False


def split(sources: Sequence[Source]) -> tuple[list[Source], dict[str, list[Source]]]:
    """Return the sources that are plain files, and by folder those that are files of one of cards.

    A file with several cards, or none, or a name that is no text, is a plain file wherever it is.
    """
    plain: list[Source] = []
    folders: dict[str, list[Source]] = {}
    named = {source.folder for source in sources if source.folder}
    texts = {each for each in named if kept_cards.folder_source(Path(each)) is not None}
    for source in sources:
        is_one = len(source.items) == 1 and isinstance(source.items[0], Card)
        if is_one and source.folder in texts and kept_cards.is_text(source.href):
            folders.setdefault(source.folder, []).append(source)
        else:
            plain.append(source)
    return plain, folders


def import_folder(
    db: sqlite3.Connection,
    storing: CardStoring,
    sources: Sequence[Source],
    present: Collection[str],
    pruning: Pruning,
) -> Iterator[str]:
    """Store the cards of a folder's files; yield sentences about what is not simply taken over.

    `present` are the names of all files that are there, also of those that could not be read: whose
    card is in one of them is not gone. Raises Clash if pruning would archive too many.
    """
    folder = _FolderImport(db, storing, Path(sources[0].folder), present)
    for source in sources:
        folder.take(source)
    folder.store_new()
    yield from _odd_uids(sources)
    yield from folder.said
    yield from folder.gone(pruning)


class _FolderImport:
    """The import of a folder while it goes on."""

    def __init__(
        self,
        db: sqlite3.Connection,
        storing: CardStoring,
        folder: Path,
        present: Collection[str],
    ) -> None:
        self.db = db
        self.storing = storing
        self.folder = folder
        self.source = kept_cards.folder_source(folder) or ""
        self.rows = {row.href or "": row for row in kept_cards.rows_of_folder(db, self.source)}
        self.by_uid: dict[str, list[KeptCard]] = {}
        for row in self.rows.values():
            self.by_uid.setdefault(row.uid or "", []).append(row)
        self.by_uid.pop("", None)
        self.deleted = kept_cards.deleted_here(db, self.source)
        self.owner = owner_of(db)
        self.present = present
        self.new: list[tuple[str, Card]] = []
        self.said: list[str] = []

    def take(self, source: Source) -> None:
        """Merge a card that came before; a new one waits for `store_new`."""
        (card,) = source.items
        assert isinstance(card, Card)
        href = source.href
        row = self.rows.get(href) or self._moved(href, card)
        if row:
            self._merge(row, card)
        elif href in self.deleted:
            self.said.append(
                f"{visible(source.name)}: {visible(self.deleted[href])} was deleted here;"
                " the file stays (crm export --format vcard --prune removes it)"
            )
        else:
            self.new.append((href, card))

    def _moved(self, href: str, card: Card) -> KeptCard | None:
        """Return the card whose file has another name now."""
        same = [
            row
            for row in self.by_uid.get(card.uid or "", ())
            if not (self.folder / (row.href or "")).exists()
        ]
        if len(same) != 1:
            return None
        self.rows[href] = self.rows.pop(same[0].href or "")._replace(href=href)
        self.db.execute("UPDATE card SET href = ? WHERE id = ?", (href, same[0].id))
        return self.rows[href]

    def _merge(self, row: KeptCard, card: Card) -> None:
        own = row.contact_id
        self.storing.stored.append((own, card))
        is_tagged = tags.tag_contact(self.db, own, self.storing.tagged)
        if card.text == row.body:
            self._count(own, card, ("tags",) if is_tagged else ())
            return
        extra = kept_cards.long_extra(self.db, [own])
        base = vcard_patch.read_last(kept_cards.text_of(row, extra)).card
        found = merge_into(self.db, own, base, card, self.owner)
        seen = (card.uid, card.name, card.text)
        kept_cards.remember(self.db, own, self.source, row.href or "", seen, row.id)
        self._count(own, card, (*found.taken, *(("tags",) if is_tagged else ())))
        if found.kept:
            name = self._name(own)
            self.said.append(
                f"{name}: {', '.join(found.kept)} changed both here and in the folder;"
                " what is here was kept"
            )

    def _count(self, own: int, card: Card, fields: Sequence[str]) -> None:
        if fields:
            self.storing.changes.append(change_of(self.db, own, card.name, fields))
        else:
            self.storing.unchanged.append((own, card))

    def _name(self, own: int) -> str:
        row = self.db.execute("SELECT name FROM contact WHERE id = ?", (own,)).fetchone()
        return f"{visible(row['name'])} ({code('contact', own)})"

    def store_new(self) -> None:
        """Store the cards that came for the first time, and remember their files."""
        places = [(self.source, href) for href, _ in self.new]
        self.storing.store([card for _, card in self.new], places)

    # ── what is gone ─────────────────────────────────────────────────────────────────────

    def gone(self, pruning: Pruning) -> Iterator[str]:
        """Name the people whose card is gone from the folder, or archive them."""
        here = {row.contact_id for href, row in self.rows.items() if href in self.present}
        here |= {own for own, _ in self.storing.stored}
        gone = {
            row.contact_id: row
            for href, row in self.rows.items()
            if href not in self.present and row.contact_id not in here
        }
        left = {own: row for own, row in gone.items() if not self._is_archived(own)}
        if not left:
            return
        names = say_some([self._name(own) for own in left])
        where = visible(str(self.folder))
        if not pruning.wanted:
            yield f"No longer in {where}: {names}. They stay here; --prune archives them."
            return
        check_number(len(left), len(self.rows), f"{names} would be archived", pruning)
        now = clock.instant()
        self.db.executemany(
            "UPDATE contact SET archived_at = ?, updated_at = ? WHERE id = ?",
            [(now, now, own) for own in left],
        )
        yield f"No longer in {where}, so archived: {names}."

    def _is_archived(self, own: int) -> bool:
        row = self.db.execute("SELECT archived_at FROM contact WHERE id = ?", (own,)).fetchone()
        return row["archived_at"] is not None


def _odd_uids(sources: Sequence[Source]) -> Iterator[str]:
    """Name the files that share a UID, and those without one."""
    names: dict[str, list[str]] = {}
    for source in sources:
        for each in source.items:
            if isinstance(each, Card):
                names.setdefault(each.uid or "", []).append(source.name)
    without = names.pop("", [])
    shared = [(uid, files) for uid, files in names.items() if len(files) > 1]
    for uid, files in shared[:_SHOWN]:
        yield f"These files have one UID, {visible(uid)}: {say_some(files)}."
    if len(shared) > _SHOWN:
        yield f"So have the files of {len(shared) - _SHOWN:,} more UIDs."
    if without:
        yield f"Without a UID: {say_some(without)}."


def check_number(count: int, total: int, what: str, pruning: Pruning) -> None:
    """Raise Clash if so many of a folder's cards are to be pruned and nobody confirmed it."""
    if pruning.sure or not (count > MOST or count * 100 > total * MOST_PART):
        return
    raise Clash(
        f"{count} of {total} cards {'is' if count == 1 else 'are'} gone: {what}."
        " Nothing was changed.",
        f"If that is right, write --prune --yes: it is asked for above {MOST_PART} % of a folder"
        f" or {MOST} cards.",
    )


def say_some(names: Sequence[str]) -> str:
    """Return names in a row; of many only the first."""
    shown = ", ".join(visible(each) for each in names[:_SHOWN])
    return f"{shown} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else shown
