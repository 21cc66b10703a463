"""`crm why`: the chain from a win back to the first small thing."""

from __future__ import annotations

from tinycrm import clock
from tinycrm.cli import terminal
from tinycrm.cli.render import painting
from tinycrm.services.codes import code, resolve_code
from tinycrm.services.outcomes import reasons_why
from tinycrm.store import reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def why(
    win: Annotated[str, typer.Argument(help="The win: w9.", metavar="ID"), options.codes("w")],
    as_json: options.Json = False,
) -> None:
    """Show why a win came: the notes linked to it, who brought whom, back to the first one.

    What was merely earlier, within 90 days, is named too, and counts nowhere.
    """
    with reading(at_once=True) as db:
        found = reasons_why.find_why(db, code(*resolve_code(db, win, "win")))
    if as_json:
        from tinycrm.cli.render import json_output

        terminal.write(json_output.records_json(found))
        return
    from tinycrm.cli.render import ripple_lines

    painting.show(ripple_lines.why_lines(found, clock.today(), terminal.width()))
