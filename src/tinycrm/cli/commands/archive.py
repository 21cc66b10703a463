"""`crm archive`: hiding people from every list, and bringing them back."""

from __future__ import annotations

from tinycrm.cli import parsing, prompts, results, terminal
from tinycrm.errors import UsageProblem
from tinycrm.services.editing import editing, removing
from tinycrm.services.records import Contact

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def archive(
    who: Annotated[
        list[str] | None,
        typer.Argument(help="Who to archive; - reads codes from stdin.", metavar="WHO…"),
        options.PEOPLE,
    ] = None,
    off: Annotated[bool, typer.Option("--off", help="Take them out of the archive.")] = False,
    as_json: options.Json = False,
) -> None:
    """Archive people: lists and today no longer show them. --off brings them back."""
    if not who:
        raise UsageProblem("Say who to archive.", "crm archive ada")
    typed = parsing.with_stdin(who)
    done = editing.Edited((), (), None)
    if typed:
        done = prompts.answered(lambda picks: removing.archive(typed, off=off, picks=picks))
    results.print_changed(done.records, done.batch, as_json=as_json)
    for taken, also in done.also:
        prompts.say_others(also, taken)
    _say_archived(done, "out of the archive" if off else "archived")


def _say_archived(done: editing.Edited, what: str) -> None:
    for each in done.records:
        assert isinstance(each, Contact)
        already = "" if each.id in done.changed else " already"
        if len(done.records) <= 5:
            terminal.say(f"{each.name} ({each.id}) {what}{already}")
    if len(done.records) > 5:
        terminal.say(f"{len(done.changed)} of {len(done.records)} {what}")
