"""A personal CRM for the terminal: people, notes, reminders, and a daily briefing.

The typed, read-only Python interface:

    import tinycrm
    from sqlmodel import select

    with tinycrm.session() as session:
        for person in session.exec(select(tinycrm.models.Contact)):
            print(person.name, person.last_touch_on)

`tinycrm.models` has every table of the store. To write from Python, call `tinycrm.services`.
"""

from __future__ import annotations

TYPE_CHECKING = False  # like typing's, without the cost of importing it
if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from sqlmodel import Session

    from tinycrm import models as models

__all__ = ["__version__", "models", "session"]

__version__ = "0.1.0"


def session() -> AbstractContextManager[Session]:
    """Return a read-only SQLModel session on the user's store.

    It holds no lock between queries. If there is no store, all tables are empty. Raises
    `tinycrm.errors.StoreProblem` when the store is newer, damaged or locked, and on an
    attempt to write: use `tinycrm.services` for that.
    """
    from contextlib import contextmanager

    return contextmanager(_session)()


def _session() -> Iterator[Session]:
    import sqlite3

    from sqlalchemy import create_engine
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.pool import StaticPool
    from sqlmodel import Session

    from tinycrm.errors import StoreProblem
    from tinycrm.store import reading

    with reading() as db:
        db.row_factory = None  # SQLAlchemy has its own rows
        engine = create_engine("sqlite://", creator=lambda: db, poolclass=StaticPool)
        try:
            with Session(engine) as opened:
                yield opened
        except DBAPIError as error:
            code = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
            if error.orig is None or code == sqlite3.SQLITE_ERROR:
                raise  # a mistake in the query
            if code == sqlite3.SQLITE_READONLY:
                raise StoreProblem(
                    "tinycrm.session() only reads. Nothing was changed.",
                    "Write with the functions of tinycrm.services.",
                ) from error
            raise error.orig from error  # `reading` turns it into a sentence
        finally:
            engine.dispose()


def __getattr__(name: str) -> object:
    """Import `tinycrm.models` on first access: it takes longer than any command."""
    if name == "models":
        from importlib import import_module

        return import_module("tinycrm.models")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
