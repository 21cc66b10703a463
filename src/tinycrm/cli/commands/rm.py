"""`crm rm`: deleting records; crm undo brings them back."""

from __future__ import annotations

from collections.abc import Sequence

from tinycrm.cli import parsing, prompts, terminal
from tinycrm.cli.render import json_output
from tinycrm.errors import UsageProblem
from tinycrm.services.codes import read_code
from tinycrm.services.editing import removing
from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def rm(
    codes: Annotated[
        list[str] | None,
        typer.Argument(help="Codes; - reads them from stdin.", metavar="ID…"),
        options.codes("cnriowdfp"),
    ] = None,
    yes: options.Yes = False,
    as_json: options.Json = False,
) -> None:
    """Delete records and what belongs to them. crm undo brings them back."""
    if not codes:
        raise UsageProblem("Say which records to delete.", "By their codes: crm rm n44")
    typed = parsing.with_stdin(codes)
    names = [each for each in typed if read_code(each) is None]
    if names:
        raise UsageProblem(
            f"“{visible(names[0])}” is not a code, and names are not accepted here.",
            "crm list shows the codes of people: crm rm c3",
        )
    gone = removing.Removed((), None)
    if typed:
        _confirm_removal(removing.preview(typed), yes=yes)
        gone = removing.remove(typed)
    if as_json:
        terminal.write(json_output.changed_json(gone.records, gone.batch, deleted=True))
    else:
        terminal.write("".join(f"{_code_of(each)}\n" for each in gone.records))
    if gone.batch:
        what = "it" if len(gone.records) == 1 else "them"
        terminal.say(f"{len(gone.records)} deleted; crm undo {gone.batch} brings {what} back")


def _code_of(record: object) -> str:
    return str(record["id"] if isinstance(record, dict) else getattr(record, "id", ""))


def _confirm_removal(planned: Sequence[removing.Removal], *, yes: bool) -> None:
    if yes:
        return
    if len(planned) > 1 and terminal.can_ask():
        for each in planned[:10]:
            terminal.hint(each.say())
        if len(planned) > 10:
            terminal.hint(f"and {len(planned) - 10} more")
    what = planned[0].say() if len(planned) == 1 else f"these {len(planned)}"
    prompts.confirm(f"Delete {what}?", f"To delete {what}, add --yes.")
