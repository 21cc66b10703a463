"""`crm ripple`: what became of a person or a small thing, and who brought whom."""

from __future__ import annotations

from tinycrm import clock
from tinycrm.cli import prompts, terminal
from tinycrm.cli.render import painting, ripple_lines
from tinycrm.services.codes import code, read_code, resolve_code
from tinycrm.services.outcomes import bringing, counted_wins, ripples
from tinycrm.services.outcomes.ripples import Ripple
from tinycrm.services.people import finding
from tinycrm.store import reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options
    from tinycrm.services.records import Win

    Found = tuple[Ripple, finding.Found | None, list[Win]]

MOST = 20
"""How many people a screen shows; --all shows the others."""


def ripple(
    who: Annotated[
        list[str] | None,
        typer.Argument(help="Who, or a note or a win: ada, n44, w9.", metavar="WHO|ID"),
        options.Tab("name cnw"),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Show everybody.")] = False,
    explain: options.Explain = False,
    as_json: options.Json = False,
) -> None:
    """Show what became of somebody or of a small thing; without WHO, who brought whom.

    Only wins that you linked, with --because or --brought, count, and each counts once.
    """
    if not who:
        _show_bringers(every=every, explain=explain, as_json=as_json)
        return
    found, person, wins = prompts.answered(lambda picks: _read(" ".join(who), picks))
    if person:
        prompts.say_others(person.also, f"{person.name} ({person.code})")
    if as_json:
        from tinycrm.cli.render import json_output

        terminal.write(json_output.ripple_json(found))
        return
    columns = terminal.width()
    lines = ripple_lines.ripple_lines(found, clock.today(), columns)
    painting.show(lines + (ripple_lines.explained(wins, clock.today(), columns) if explain else []))


def _read(typed: str, picks: finding.Picks) -> Found:
    with reading(at_once=True) as db:
        is_record = read_code(typed)
        who = None if is_record else finding.resolve_who(db, typed, picks)
        own = who.code if who else code(*resolve_code(db, typed))
        found = ripples.read_ripple(db, own)
        return found, who, counted_wins.of_ripple(db, found)


def _show_bringers(*, every: bool, explain: bool, as_json: bool) -> None:
    with reading(at_once=True) as db:
        found = bringing.find_bringers(db, None if every or as_json else MOST)
        wins = counted_wins.of_brought(db) if explain else []
    if as_json:
        from tinycrm.cli.render import json_output

        terminal.write(json_output.bringing_json(found))
        return
    if not found.bringers:
        terminal.say("Nobody has brought anybody yet.")
        terminal.hint("crm win ada --brought grace")
        return
    today, columns = clock.today(), terminal.width()
    lines = ripple_lines.bringing_lines(found, today, columns)
    painting.show(lines + (ripple_lines.explained(wins, today, columns) if explain else []))
