"""`crm snooze`: hiding rows of today until a day."""

from __future__ import annotations

from tinycrm.cli import parsing, results
from tinycrm.errors import UsageProblem
from tinycrm.services.briefing import snoozing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.cli import options


def snooze(
    parts: options.Rows = None,
    at: options.At = None,
    on: options.On = None,
    until: options.Until = None,
    as_json: options.Json = False,
) -> None:
    """Hide rows of today until a day: crm snooze r12 o7 1w.

    Write the day after the codes, or as an option; today takes a snooze back. The due day of a
    row does not change. c28 means the row that crm done c28 means.
    """
    codes, words = parsing.split_codes(parts or [])
    day = parsing.one_of(" ".join(words) if words else None, parsing.day_option(at, on, until))
    if day is None:
        raise UsageProblem("The date is missing.", "Write it after the codes: crm snooze r12 1w")
    results.print_rows(snoozing.snooze(codes, parsing.when(day, "future").day), as_json=as_json)
