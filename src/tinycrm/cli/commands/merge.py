"""`crm merge`: merging two contacts into one."""

from __future__ import annotations

from collections.abc import Sequence

from tinycrm.cli import prompts, terminal
from tinycrm.cli.render import json_output
from tinycrm.errors import Clash
from tinycrm.services.editing import removing
from tinycrm.services.people import merging

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def merge(
    keep: Annotated[str, typer.Argument(help="The contact to keep."), options.PEOPLE],
    other: Annotated[str, typer.Argument(help="The contact to merge into it."), options.PEOPLE],
    yes: Annotated[
        bool, typer.Option("--yes", help="Do not ask, even if the names differ.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Merge two contacts into one. Nothing is lost; crm undo separates them again.

    On a terminal it shows what goes and asks. A script is not asked: it needs --yes only for
    contacts that may be two people.
    """
    pair = prompts.answered(lambda picks: merging.find_pair(keep, other, picks))
    names = [f"{each.name} ({each.code})" for each in (pair.keep, pair.other)]
    prompts.say_others(pair.keep.also, names[0])
    prompts.say_others(pair.other.also, names[1])
    if not yes:
        _confirm(pair, names)
    merged = merging.merge(pair.keep.id, pair.other.id)
    if as_json:
        terminal.write(
            json_output.changed_json([merged.record], merged.batch, merged=merged.other.id)
        )
    else:
        terminal.write(f"{merged.record.id}\n")
    terminal.say(f"{names[1]} was merged into {merged.record.name} ({merged.record.id})")
    _say_kept(merged.kept)


def _say_kept(facts: Sequence[str]) -> None:
    for line in merging.say_kept(facts):
        terminal.hint(line)


def _confirm(pair: merging.Pair, names: Sequence[str]) -> None:
    """On a terminal, show what goes where and ask. Elsewhere only a doubt stops a script.

    Raises Clash where nobody can answer, Cancelled when the answer is no.
    """
    said = f"{names[0]} and {names[1]} may not be the same: {pair.doubt}." if pair.doubt else ""
    if not terminal.can_ask():
        if said:
            raise Clash(f"{said} Nothing was changed.", "If they are the same, add --yes.")
        return
    [planned] = removing.preview([pair.other.code])
    terminal.say(f"{planned.say()} goes into {names[0]}")
    _say_kept(merging.preview(pair.keep.id, pair.other.id))
    if said:
        terminal.say(said)
    if not prompts.agrees("Merge them?"):
        terminal.say("Nothing was changed.")
        raise terminal.Cancelled
