"""`crm deal`: what may come from somebody."""

from __future__ import annotations

from tinycrm.cli import parsing, prompts, results
from tinycrm.cli.exclusive import only_one
from tinycrm.cli.render import echo
from tinycrm.rules import parse_text
from tinycrm.services.outcomes import dealing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def deal(
    who: Annotated[str | None, typer.Argument(help="Who it may come from."), options.PEOPLE] = None,
    text: Annotated[
        list[str] | None,
        typer.Argument(help="What may come, with an amount first or last: prints 1200 EUR."),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="By when: 15 dec, eom."), options.DAYS
    ] = None,
    at: options.At = None,
    on: options.On = None,
    key: options.Key = None,
    ids: options.Ids = False,
    as_json: options.Json = False,
) -> None:
    """Record a deal that may come; without WHO, list the open ones.

    Today shows it on its day, and after two weeks without a touch. Then crm won d5, crm lost d5
    too dear, or crm done d5 asked again, which hides it for two weeks.
    """
    form = only_one({"--ids": ids, "--json": as_json})
    parsing.check_who(who, (until, at, on, key), "crm deal ada prints 1200 EUR")
    if who is None:
        _list(form)
        return
    who, parts = parsing.split_who(who, text or [])
    day = parsing.given_day(until, at, on, leaning="future", beside=parts)
    draft = dealing.read_deal(" ".join(parts))
    made = prompts.answered(
        lambda picks: dealing.open_deal(
            who, draft, day,
            key=parse_text(key, "key") if key is not None else None, picks=picks,
        )
    )  # fmt: skip
    results.print_made(made, as_json=as_json)
    echo.made(made)


def _list(form: str) -> None:
    results.print_found(dealing.list_deals, "deals", form, "There are no open deals.")
