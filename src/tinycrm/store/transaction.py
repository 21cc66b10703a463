"""A write: one transaction with the lock from its start, journalled as one batch."""

from __future__ import annotations

import os
import sqlite3

from tinycrm import paths, saved
from tinycrm.store import folding, identity, journal
from tinycrm.store.connection import StoreErrors, close, make_missing, open_to_write


class Writing:
    """One write in progress, inside a `with` block.

    `label` may be set until it ends; `batch` is set when it ends. Set `can_be_undone` to False
    for a write that cannot be undone. It may have changed something outside the journal, so it
    counts as saved even without a batch.
    """

    db: sqlite3.Connection

    def __init__(self, label: str) -> None:
        self.label = label
        self.undoes: int | None = None
        self.batch: int | None = None
        self.can_be_undone = True

    def __enter__(self) -> Writing:
        with StoreErrors():
            self.db = _begin()
            try:
                self._start()
            except BaseException:
                self._roll_back()
                raise
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        with StoreErrors():
            try:
                if error is not None:
                    raise error
                self._finish()
            except BaseException:
                self._roll_back()
                raise
            close(self.db)
        if self.batch and os.access(paths.hook_name(), os.X_OK):
            from tinycrm.store import hooks

            hooks.start(self.batch)

    def _start(self) -> None:
        self.door = journal.door_here()
        known, self._since = journal.adopt(self.db)
        if self._since > known:
            folding.fold_missing(self.db, known)  # so that our searches find it

    def _finish(self) -> None:
        folding.fold_missing(self.db, self._since)
        _compute_rhythms(self.db)
        self.batch = journal.close(self.db, self.door, self.label, self._since, self.undoes)
        self._commit()

    def _commit(self) -> None:
        """Commit and note it: an error after this must not say that nothing was changed."""
        try:
            self.db.execute("COMMIT")
        except sqlite3.Error:
            raise
        except BaseException:  # Ctrl-C during the commit does not stop SQLite
            if not self.db.in_transaction:
                self._note()
            raise
        self._note()

    def _note(self) -> None:
        if self.batch or not self.can_be_undone:
            saved.note(self.batch, self.label, can_be_undone=self.can_be_undone)

    def _roll_back(self) -> None:
        try:
            self.db.execute("ROLLBACK")
        except sqlite3.Error:  # a full disk has rolled back already
            pass
        finally:
            self.db.close()


def _compute_rhythms(db: sqlite3.Connection) -> None:
    if db.execute("SELECT 1 FROM rhythm WHERE stale = 1 LIMIT 1").fetchone():
        from tinycrm.store import rhythms  # only after a note or a win

        rhythms.compute_stale(db)


def _begin() -> sqlite3.Connection:
    """Open the store and take the write lock, of the file that has its name then.

    While this waits for its turn, `crm restore` may put another file in its place.
    """
    while True:
        make_missing()  # what is made only below would have to be opened twice
        opened = identity.of(paths.store_name())
        db = open_to_write()
        try:
            # Otherwise SQLite keeps what it needs to roll back a statement in a file, and ten
            # thousand people take twice as long. Not set in `compact`: VACUUM would need as much
            # memory as the store is large.
            db.execute("PRAGMA temp_store = MEMORY")
            db.execute("BEGIN IMMEDIATE")
            now = identity.of(paths.store_name())
            if opened == now:
                identity.check(now)
                return db
        except BaseException:
            db.close()
            raise
        db.close()
