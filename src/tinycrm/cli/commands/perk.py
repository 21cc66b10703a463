"""`crm perk`: what was promised to somebody for free."""

from __future__ import annotations

from tinycrm.cli import parsing, prompts, results
from tinycrm.cli.exclusive import only_one
from tinycrm.cli.render import echo
from tinycrm.services.outcomes import perks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def perk(
    who: Annotated[
        str | None, typer.Argument(help="The person who gets it."), options.PEOPLE
    ] = None,
    text: Annotated[list[str] | None, typer.Argument(help="What it is.")] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="Its last day."), options.DAYS
    ] = None,
    at: Annotated[str | None, typer.Option("-a", "--at", hidden=True)] = None,
    on: Annotated[str | None, typer.Option("--on", hidden=True)] = None,
    ids: options.Ids = False,
    as_json: options.Json = False,
) -> None:
    """Promise something for free: crm perk ada a free reprint --until eom; without WHO, list them.

    crm done p4 when it was used. Today shows what ends within two weeks.
    """
    form = only_one({"--ids": ids, "--json": as_json})
    parsing.check_who(who, (until, at, on), "crm perk ada a free reprint")
    if who is None:
        _list(form)
        return
    who, parts = parsing.split_who(who, text or [])
    day = parsing.given_day(until, at, on, leaning="future", beside=parts)
    made = prompts.answered(
        lambda picks: perks.promise(who, parsing.words(parts, "perk"), day, picks=picks)
    )
    results.print_made(made, as_json=as_json)
    echo.made(made)


def _list(form: str) -> None:
    results.print_found(perks.find_open, "perks", form, "There are no open perks.")
