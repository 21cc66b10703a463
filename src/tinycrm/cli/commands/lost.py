"""`crm lost`: closing a deal that does not come."""

from __future__ import annotations

from tinycrm.cli import parsing, results
from tinycrm.cli.render import echo
from tinycrm.services.outcomes import dealing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def lost(
    code: Annotated[str, typer.Argument(help="The deal: d5."), options.codes("d")],
    why: Annotated[list[str] | None, typer.Argument(help="Why it was lost.")] = None,
    at: options.At = None,
    on: options.On = None,
    until: options.Until = None,
    as_json: options.Json = False,
) -> None:
    """Close a deal as lost, with the reason. crm edit d5 --reopen opens it again."""
    parsing.check_one_code(code, why or ())
    day = parsing.given_day(at, on, until, leaning="past", beside=why or ())
    made = dealing.lose_deal(code, parsing.words(why, "reason") if why else "", day)
    results.print_made(made, as_json=as_json)
    echo.made(made)
