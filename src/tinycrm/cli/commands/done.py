"""`crm done`: marking rows of today as done."""

from __future__ import annotations

from tinycrm.cli import parsing, results
from tinycrm.services.briefing import row_actions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.cli import options


def done(parts: options.Rows = None, as_json: options.Json = False) -> None:
    """Mark rows of today as done; words after the codes are logged too, once for each person.

    r12 is done, c28 was contacted, o7 greeted, i7 mentioned, w9 and n44 thanked, p4 used, d5
    followed up: crm done r12 sent it. If c28 is not due, it means their yearly date in today, else
    what to thank them for.

    Words that say that nobody answered are logged as an attempt, and the rows stay: crm done r12
    no answer.
    """
    codes, words = parsing.split_codes(parts or [])
    results.print_rows(
        row_actions.done(codes, parsing.words(words, "note") if words else ""), as_json=as_json
    )
