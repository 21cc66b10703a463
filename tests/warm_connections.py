"""Connections to a store whose schema SQLite has read already.

To read and free the schema takes 3 ms, and to compile its statements a third of what a command
takes in the tests; while nobody touches the file nothing in it can have changed. So the connection
that a command closes is kept, one that reads and one that writes, and given to the next command
that opens the same untouched file for the same, set as a new one is. Meanwhile it is closed to
everybody: to use it fails as always. A test that puts another store into the same file says so
(`move`).

It may go from thread to thread, as the reads of the screens do, and still only the thread that
opened it can use it. Tests that are marked `opens_anew` and other processes open it anew each time.
"""

from __future__ import annotations

import _sqlite3
import atexit
import ctypes
import os
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from threading import get_ident, local
from types import ModuleType
from typing import Any, cast
from urllib.parse import unquote

from tinycrm.store import connection

_SETTINGS = ("synchronous", "cache_size", "cache_spill", "temp_store", "secure_delete")
"""What a command sets for its connection. A test compares all that can be set."""

_SWITCHES = {
    f"PRAGMA {name} = {value}": (name, value in ("ON", "1"))
    for name in ("foreign_keys", "recursive_triggers", "query_only")
    for value in ("ON", "OFF", "1", "0")
}
"""After these SQLite compiles each statement again, even if that was so before."""

_ADDING = (
    "create_function", "create_aggregate", "create_window_function", "create_collation",
    "set_authorizer", "set_progress_handler", "set_trace_callback", "setlimit", "deserialize",
    "enable_load_extension", "executescript", "cursor",
)  # fmt: skip
"""Methods that give a connection what the next one must not have, or may do."""

_sqlite = ctypes.CDLL(_sqlite3.__file__)  # Python has its own SQLite inside

State = tuple[object, ...]


def connect(where: str, **how: Any) -> sqlite3.Connection:
    """Open a database as `sqlite3.connect` does: the one that was closed last, if it may be."""
    if not where.startswith("file:"):
        return sqlite3.connect(where, **how)
    file = Path(unquote(where.removeprefix("file:").partition("?")[0]))
    opened_as = (where, *how.values(), os.getpid())
    found = _state(file)
    if db := _kept.pop(_purpose.to_write, None):
        if db.opened_as == opened_as and db.left == found:
            db.open_again(how["timeout"])
            return db
        db.end()
    new = sqlite3.connect(
        where, factory=_Opened, check_same_thread=False, cached_statements=1000, **how
    )
    new.opened_as, new.file, new.left, new.to_write = opened_as, file, found, _purpose.to_write
    return new


class _Purpose(local):
    """What the file that is being opened in this thread is for."""

    to_write = False


_purpose = _Purpose()


def keep(*, kept: bool) -> None:
    """Let commands open a store by what is here, or as always."""
    vars(connection)["sqlite3"] = SQLITE if kept else sqlite3
    vars(connection)["_connect_file"] = _noting_purpose if kept else _connect_file


_connect_file = connection._connect_file


def _noting_purpose(*args: Any, to_write: bool) -> sqlite3.Connection:
    _purpose.to_write = to_write
    try:
        return _connect_file(*args, to_write=to_write)
    finally:
        _purpose.to_write = False


SQLITE = ModuleType("sqlite3")
"""The module with this way to connect."""
vars(SQLITE).update(vars(sqlite3), connect=connect)


class _Opened(sqlite3.Connection):
    """A connection in use. Closed, it is kept if nothing speaks against it."""

    opened_as: State = ()
    file = Path()
    left: State = ()  # how the file was when nobody but us had touched it
    to_write = False
    is_plain = True

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.switched: dict[str, bool] = {}
        self.named: set[str] = set()  # the settings that were read or set
        self.thread = get_ident()

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        """Do as always, but set nothing that is set."""
        self.check_thread()
        if sql.startswith("PRAGMA "):
            self.named.add(sql[7:].partition(" = ")[0])
        switch = _SWITCHES.get(sql)
        if switch:
            name, is_on = switch
            if self.switched.get(name) == is_on:
                return super().execute("SELECT 1 WHERE 0")
            self.switched[name] = is_on
        return super().execute(sql, *values)

    def close(self) -> None:
        self.check_thread()
        if self.to_write in _kept or not self._can_be_kept():
            self.end()
            return
        found, self.left = self.left, _state(self.file)
        other = _kept.get(not self.to_write)
        if other and other.left == found:
            other.left = self.left
        self.__class__ = _Kept
        if _kept.setdefault(self.to_write, cast("_Kept", self)) is not self:  # a thread was quicker
            self.end()

    def check_thread(self) -> None:
        """Refuse another thread than the one that opened it, as SQLite's module does."""
        if self.thread != get_ident():
            raise sqlite3.ProgrammingError("A connection is used in another thread than its own.")

    def end(self) -> None:
        """Close it for good."""
        super().close()

    def _can_be_kept(self) -> bool:
        """Whether it reads nothing any more, and has nothing that a new one has not."""
        try:
            if self.in_transaction:
                self.rollback()  # as closing does
            return (
                self.is_plain
                and not _is_reading(self)
                and not self.file.with_name(
                    f"{self.file.name}-wal"
                ).exists()  # who reads that keeps a lock
                and len(self.execute("PRAGMA database_list").fetchall()) == 1
            )
        except sqlite3.Error:  # it was closed before, or the file is damaged
            return False


class _Kept(_Opened):
    """A connection that was closed."""

    def close(self) -> None:
        """Do nothing, as for any that is closed."""

    def open_again(self, timeout: float) -> None:
        """Set it as a new one is when `_connect` has set foreign keys and triggers."""
        self.__class__ = _Opened  # type: ignore[assignment]
        self.thread = get_ident()
        for name in self.named & _as_new().keys():
            self.execute(f"PRAGMA {name} = {_as_new()[name]}")
        if "busy_timeout" in self.named:
            self.execute(f"PRAGMA busy_timeout = {round(timeout * 1000)}")
        self.execute("PRAGMA shrink_memory")  # a clock may be too slow to show a change
        self.named.clear()
        self.row_factory, self.text_factory = None, str


_kept: dict[bool, _Kept] = {}
"""One that reads, by False, and one that writes."""


def files() -> set[Path]:
    """Return the files whose connections are kept and that nobody has touched since."""
    return {each.file for each in _kept.values() if each.left == _state(each.file)}


def move(file: Path, to: Path, data: bytes | None = None) -> None:
    """Move a store, or another of its schema in its file; what knows the file goes on."""
    knowing = [each for each in _kept.values() if each.left == _state(file)]
    if data is not None:
        file.write_bytes(data)
    file.replace(to)
    to.chmod(0o600)
    for each in knowing:
        each.left = _state(to)


def _state(file: Path) -> State:
    """What is different after a change of the file, or of who may read it."""
    try:
        at, folder = file.stat(), file.parent.stat()
    except OSError:
        return (object(),)  # like no other
    return (
        at.st_dev, at.st_ino, at.st_mode, at.st_uid, at.st_nlink, at.st_size, at.st_mtime_ns,
        at.st_ctime_ns, folder.st_mode,
    )  # fmt: skip


def _is_reading(db: sqlite3.Connection) -> bool:
    """Whether it has a lock: one that a query took which was not read to its end, for instance."""
    inside = ctypes.c_void_p.from_address(id(db) + object.__basicsize__)  # behind Python's head
    return bool(_sqlite.sqlite3_txn_state(inside, None))


@cache
def _as_new() -> dict[str, int]:
    with closing(sqlite3.connect("")) as new:
        return {name: new.execute(f"PRAGMA {name}").fetchone()[0] for name in _SETTINGS}


def _refuse(self: _Kept, *args: object, **how: object) -> None:
    raise sqlite3.ProgrammingError("Cannot operate on a closed database.")


def _own(name: str) -> Any:
    def use(self: _Opened, *args: Any, **how: Any) -> Any:
        self.check_thread()
        if name in _ADDING:
            self.is_plain = False
        return getattr(sqlite3.Connection, name)(self, *args, **how)

    return use


for _name, _method in vars(sqlite3.Connection).items():
    if callable(_method) and _name.islower() and not _name.startswith("_") and _name != "close":
        setattr(_Kept, _name, _refuse)
        if _name not in ("execute", "interrupt"):
            setattr(_Opened, _name, _own(_name))


@atexit.register
def forget() -> None:
    """Close for good what is kept."""
    while _kept:
        _kept.popitem()[1].end()
