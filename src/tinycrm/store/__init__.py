"""One SQLite file that outlives every version of the program. No words of the trade here.

`reading()` and `writing(label)` are the doors, `glancing()` the one of the Tab key; the journal
takes back what was written.
"""

from tinycrm.store.connection import Writing, compact, glancing, reading, writing

__all__ = ["Writing", "compact", "glancing", "reading", "writing"]
