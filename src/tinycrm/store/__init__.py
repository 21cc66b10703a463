"""The store: one SQLite file that every version of the program can open or update.

Open it with `reading()`, `writing(label)` or, for the Tab key, `glancing()`. The journal records
every change, so that it can be undone. This layer does not know what the tables mean.
"""

from tinycrm.store.connection import (
    Writing,
    check_place,
    glancing,
    reading,
    writing,
)

__all__ = ["Writing", "check_place", "glancing", "reading", "writing"]
