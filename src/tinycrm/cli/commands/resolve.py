"""`crm resolve`: closing an issue, with how it was resolved."""

from __future__ import annotations

from tinycrm.cli import parsing, results
from tinycrm.cli.render import echo
from tinycrm.services.activity import issues

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def resolve(
    code: Annotated[str, typer.Argument(help="The issue: i7."), options.codes("i")],
    text: Annotated[list[str] | None, typer.Argument(help="How it was resolved.")] = None,
    as_json: options.Json = False,
) -> None:
    """Resolve an issue. Today shows it until you have mentioned it."""
    parsing.check_one_code(code, text or ())
    words = parsing.words(text, "resolution") if text else ""
    made = issues.resolve(code, words)
    results.print_made(made, as_json=as_json)
    echo.made(made)
