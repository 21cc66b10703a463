"""`crm mention`: marking issues as mentioned."""

from __future__ import annotations

from tinycrm.cli import parsing, results
from tinycrm.errors import UsageProblem
from tinycrm.services.briefing import row_actions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.cli import options


def mention(parts: options.Rows = None, as_json: options.Json = False) -> None:
    """Mark issues as mentioned today: crm mention i7 i9."""
    codes, words = parsing.split_codes(parts or [])
    if words:
        raise UsageProblem(
            f"“{words[0]}” is not a code.", "To log words too: crm log WHO TEXT --mentions i7"
        )
    results.print_rows(row_actions.mention(codes), as_json=as_json)
