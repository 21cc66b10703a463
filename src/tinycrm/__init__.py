"""A relationship memory for the terminal: people, notes, reminders, and a morning.

The typed, read-only door for Python:

    import tinycrm
    from sqlmodel import select

    with tinycrm.session() as session:
        for person in session.exec(select(tinycrm.models.Contact)):
            print(person.name, person.last_touch_on)

`tinycrm.models` holds every table of the store. Python that writes calls `tinycrm.services`.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as typing's own, which would cost its import
if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from sqlmodel import Session

    from tinycrm import models as models

__all__ = ["models", "session"]


def session() -> AbstractContextManager[Session]:
    """Return a SQLModel session on the owner's store, to read with.

    It holds no lock between questions. Without a store it is empty. Raises
    `tinycrm.errors.StoreProblem` when the store is newer, damaged or locked, and when
    something is written through it: `tinycrm.services` is the way to write.
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
        db.row_factory = None  # SQLAlchemy has rows of its own
        engine = create_engine("sqlite://", creator=lambda: db, poolclass=StaticPool)
        try:
            with Session(engine) as opened:
                yield opened
        except DBAPIError as error:
            code = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
            if error.orig is None or code == sqlite3.SQLITE_ERROR:
                raise  # a mistake in the question
            if code == sqlite3.SQLITE_READONLY:
                raise StoreProblem(
                    "tinycrm.session() only reads. Nothing was changed.",
                    "Write with the functions of tinycrm.services.",
                ) from error
            raise error.orig from error  # `reading` tells it in a sentence
        finally:
            engine.dispose()


def __getattr__(name: str) -> object:
    """Import `tinycrm.models` when it is first asked for: it costs more than any command."""
    if name == "models":
        from importlib import import_module

        return import_module("tinycrm.models")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
