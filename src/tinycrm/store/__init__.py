"""One SQLite file that outlives every version of the program. No words of the trade here.

`reading()` and `writing(label)` are the only doors; the journal takes back what was written.
"""

from tinycrm.store.connection import Writing, reading, writing

__all__ = ["Writing", "reading", "writing"]
