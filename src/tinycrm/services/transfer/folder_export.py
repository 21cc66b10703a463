"""Contacts into a folder of cards, one in each file: only files that differ are written.

A file whose card was changed there since it was last seen is left alone, so that nothing of the
other side is lost: `crm import FOLDER` first brings both together.
"""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from tinycrm import paths
from tinycrm.errors import NotFound, UsageProblem
from tinycrm.exchange import vcard_patch
from tinycrm.exchange.card_text import KeptText, keep
from tinycrm.exchange.cards import LONG_VALUE, Card
from tinycrm.exchange.vcard import read_single
from tinycrm.services.cards import kept_cards
from tinycrm.services.cards.kept_cards import KeptCard
from tinycrm.services.cards.vcard_export import CardOptions, CardWriter
from tinycrm.services.codes import code
from tinycrm.services.transfer.folder_import import Pruning, check_number, say_some
from tinycrm.store import journal, leftovers, placing, reading, writing
from tinycrm.text import visible
from tinycrm.values import NamedTuple

FindIds = Callable[[sqlite3.Connection], Sequence[int]]

_CHUNK = 500
_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_")
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
"""No names of files on Windows, whatever comes after a dot."""
_SYNCED_ONE_BY_ONE = 100
"""So many files are put on the disk one after the other; of more, the system writes all at once."""


class FolderReport(NamedTuple):
    """What an export into a folder did.

    Counted are the contacts that were found, and the files that are new, changed, unchanged and
    removed; `notices` are sentences about files that were left as they are.
    """

    found: int
    new: int
    changed: int
    unchanged: int
    removed: int
    notices: tuple[str, ...]


def export_folder(
    folder: Path,
    find_ids: FindIds,
    options: CardOptions,
    pruning: Pruning = Pruning(),  # noqa: B008
    *,
    some: bool = False,
    dry_run: bool = False,
) -> FolderReport:
    """Write the cards of the contacts that `find_ids` finds into a folder, which may be new.

    `some`: they were chosen by a filter, and a file that is gone is written again. A `dry_run`
    only says what would be done. Raises Clash if too many files would be removed, StoreProblem if
    a file cannot be written.
    """
    source = kept_cards.folder_source(folder)
    if source is None:
        raise UsageProblem(f"The name of {visible(str(folder))} is not text (UTF-8).")
    if not paths.store_file().exists():
        raise NotFound("There is no store yet.", "crm add NAME makes one.")
    if dry_run:
        with reading() as db:
            export = _FolderExport(db, folder, source, options)
            return export.look(find_ids(db), pruning, some=some)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        leftovers.clear(folder, ".vcf")
        with writing(f"export to {folder.name}") as work:
            # Not by hand: `crm undo` on a terminal takes back what a person did before.
            work.door = journal.Door("export", by_hand=False)
            return _FolderExport(work.db, folder, source, options).run(
                find_ids(work.db), pruning, some=some
            )
    except OSError as error:
        raise placing.unwritable(error.filename2 or error.filename or folder, error) from error


class _FolderExport:
    """An export into a folder while it goes on; nothing is written before all is known."""

    def __init__(
        self, db: sqlite3.Connection, folder: Path, source: str, options: CardOptions
    ) -> None:
        self.db = db
        self.folder = folder
        self.source = source
        self.options = options
        there = list(os.scandir(folder)) if folder.is_dir() else []
        self.present = {
            each.name for each in there if kept_cards.is_card_name(each.name) and not each.is_dir()
        }
        self.rows: defaultdict[int, list[KeptCard]] = defaultdict(list)
        for row in kept_cards.rows_of_folder(db, source):
            self.rows[row.contact_id].append(row)
        known = {row.href or "" for rows in self.rows.values() for row in rows}
        self.used = {each.lower() for each in known.union(each.name for each in there)}
        self.deleted = kept_cards.deleted_here(db, source)
        self.writes: list[tuple[int, str, KeptText, KeptCard | None]] = []
        self.new: dict[int, Card] = {}
        self.names: dict[int, str] = {}
        self.unchanged = 0
        self.elsewhere: list[str] = []
        self.gone: list[str] = []

    def run(self, ids: Sequence[int], pruning: Pruning, *, some: bool) -> FolderReport:
        """Write what differs, and remove or name the files of people who are no longer here."""
        removed = self._plan_all(ids, pruning, some=some)
        self._write()
        if pruning.wanted:
            self._remove(removed)
        return self._report(len(ids), removed, pruning, ())

    def look(self, ids: Sequence[int], pruning: Pruning, *, some: bool) -> FolderReport:
        """Return what `run` would do, and name the files that would be written and removed."""
        removed = self._plan_all(ids, pruning, some=some)
        written = [f"{self.names[own]} ({href})" for own, href, *_ in self.writes]
        said = [f"Would be written: {say_some(written)}."] if written else []
        if pruning.wanted and removed:
            said.append(f"Would be removed: {say_some(_each_file(removed))}.")
        return self._report(len(ids), removed, pruning, said)

    def _plan_all(self, ids: Sequence[int], pruning: Pruning, *, some: bool) -> dict[str, str]:
        """Decide about all contacts; return the files of those who are no longer here."""
        is_empty = not self.present
        for start in range(0, len(ids), _CHUNK):
            part = ids[start : start + _CHUNK]
            writer = CardWriter(self.db, part, self.options)
            origins = kept_cards.latest_rows(self.db, part)
            for own in part:
                self._plan(own, writer, origins.get(own), again=some or is_empty)
        removed = self._find_removed()
        if pruning.wanted and removed:
            names = say_some(_each_file(removed))
            check_number(len(removed), len(self.present), f"{names} would be removed", pruning)
        return removed

    def _report(
        self, found: int, removed: dict[str, str], pruning: Pruning, said: Sequence[str]
    ) -> FolderReport:
        new = sum(row is None for *_, row in self.writes)
        return FolderReport(
            found, new, len(self.writes) - new, self.unchanged,
            len(removed) if pruning.wanted else 0,
            (*said, *self._notices({} if pruning.wanted else removed)),
        )  # fmt: skip

    def _plan(self, own: int, writer: CardWriter, origin: KeptCard | None, *, again: bool) -> None:
        """Decide what is to be written for a contact, if anything."""
        uid, self.names[own] = writer.card(own).uid, visible(writer.card(own).name)
        rows = sorted(self.rows.get(own, ()), key=lambda row: row.uid != uid)
        self.rows[own] = rows
        row = next((each for each in rows if each.href in self.present), None)
        if row is None and rows and not again:
            self.gone.append(f"{visible(rows[0].name)} ({code('contact', own)})")
            return
        row = row or next(iter(rows), None)
        text = writer.write(own, row or origin)
        if row is None:
            text = vcard_patch.plain_photos(text)
            if origin is None:
                self.new[own] = writer.card(own)
            self.writes.append((own, self._new_name(uid or ""), text, None))
            return
        href = row.href or ""
        before = self._read_seen(href, writer.kept(row)) if href in self.present else b""
        if before is None:
            self.elsewhere.append(href)
        elif text.is_file(before):
            self.unchanged += 1
        else:
            self.writes.append((own, href, text, row))

    def _read_seen(self, href: str, seen: KeptText) -> bytes | None:
        """Return a file's bytes; None if they are not those that were seen last."""
        data = (self.folder / href).read_bytes()
        return data if seen.is_file(data) else None

    def _new_name(self, uid: str) -> str:
        """Return a name for a new file, made from the UID as vdirsyncer makes it.

        It is another one than all that are there, also where case makes no difference.
        """
        is_safe = uid and _SAFE.issuperset(uid) and uid[0] != "." and len(uid) < 100
        is_device = uid.partition(".")[0].lower() in _DEVICES
        hashed = sha256(uid.encode("utf-8", "replace")).hexdigest()[:32]
        stem = uid if is_safe and not is_device else hashed
        name, number = f"{stem}.vcf", 1
        while name.lower() in self.used:
            number += 1
            name = f"{stem}-{number}.vcf"
        self.used.add(name.lower())
        return name

    # ── what is no longer here ───────────────────────────────────────────────────────────

    def _find_removed(self) -> dict[str, str]:
        """Return files whose contact was deleted here, or merged into one with another file."""
        found = dict(self.deleted)
        for rows in self.rows.values():
            files = [row for row in rows if row.href in self.present]
            found |= {row.href or "": row.name for row in files[1:]}
        return {href: name for href, name in found.items() if href in self.present}

    def _remove(self, removed: dict[str, str]) -> None:
        for href in removed:
            (self.folder / href).unlink()
        gone = [row.id for rows in self.rows.values() for row in rows if row.href in removed]
        kept_cards.drop(self.db, gone)

    def _notices(self, removed: dict[str, str]) -> list[str]:
        where = visible(str(self.folder))
        said = []
        if removed:
            names = say_some(_each_file(removed))
            said.append(f"No longer here, but still in {where}: {names}. --prune removes them.")
        if self.elsewhere:
            names = say_some(self.elsewhere)
            said.append(
                f"Changed in {where} since they were read, so left as they are: {names}."
                f" First: crm import {where}"
            )
        if self.gone:
            said.append(
                f"No longer in {where}, so not written again: {say_some(self.gone)}."
                " Named in a filter, they are."
            )
        known = {row.href for rows in self.rows.values() for row in rows} | set(self.deleted)
        if strange := sorted(self.present - known):
            said.append(f"Never imported from {where}: {say_some(strange)}.")
        return said

    # ── writing ──────────────────────────────────────────────────────────────────────────

    def _write(self) -> None:
        """Write all files aside, then give each its name; and remember what was written."""
        made: dict[Path, Path] = {}
        try:
            for _, href, text, _ in self.writes:
                target = self.folder / href
                hidden = leftovers.hidden_name(target)
                made[hidden] = target
                placing.create(hidden, text.file())
            self._sync([*made])
            for hidden in [*made]:
                hidden.replace(made.pop(hidden))
        finally:
            for hidden in made:
                hidden.unlink(missing_ok=True)
        placing.sync(self.folder)
        for own, href, text, row in self.writes:
            seen = _as_read(text, self.new.get(own))
            kept_cards.remember(self.db, own, self.source, href, seen, row.id if row else None)

    def _sync(self, files: Sequence[Path]) -> None:
        if len(files) > _SYNCED_ONE_BY_ONE:
            os.sync()
            return
        for each in files:
            placing.sync(each)


def _each_file(removed: dict[str, str]) -> list[str]:
    return [f"{name} ({href})" for href, name in removed.items()]


def _as_read(text: KeptText, new: Card | None) -> tuple[str | None, str, str]:
    """Return the UID, the name and the text that the next import reads in a card.

    Of a `new` card of ours nothing needs to be read that is plain text.
    """
    if new and len(text.data) < LONG_VALUE and _is_plain(new.name) and _is_plain(new.uid or ""):
        return new.uid, new.name, keep(text.body, (), (), text.frame, text.charset)
    card = read_single(text)
    return card.uid, card.name, card.text


def _is_plain(text: str) -> bool:
    return text.isprintable() and text.strip() == text != "" and not text.lower().startswith("urn:")
