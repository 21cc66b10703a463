"""The store: one SQLite file that every version of the program can open or update.

Open it with `reading()`, `writing(label)` or, for the Tab key, `glancing()`. The journal records
every change, so that it can be undone. This layer does not know what the tables mean.
"""

from __future__ import annotations

from tinycrm.store.connection import check_place, glancing, reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.store.transaction import Writing

__all__ = ["check_place", "glancing", "reading", "writing"]


def writing(label: str) -> Writing:
    """Run one transaction that has the write lock from the start, so that its reads stay valid.

    At the end everything is committed and journalled as one batch; after an exception,
    nothing is. Raises StoreProblem if the store cannot be written.
    """
    from tinycrm.store.transaction import Writing  # not for reading

    return Writing(label)
