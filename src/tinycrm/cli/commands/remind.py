"""`crm remind`: reminders, about a person or for yourself."""

from __future__ import annotations

from tinycrm.cli import parsing, prompts, results
from tinycrm.cli.render import echo
from tinycrm.days import parse_every
from tinycrm.errors import UsageProblem
from tinycrm.rules import parse_text
from tinycrm.services.activity import reminders
from tinycrm.services.when import find_day_at_end

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options
    from tinycrm.dates import When


def remind(
    who: Annotated[
        str | None, typer.Argument(help="Who, or me for yourself."), options.Tab("people me")
    ] = None,
    text: Annotated[list[str] | None, typer.Argument(help="What to do.")] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", help='When: 2026-12-01, friday, 2w, "fri 15:00".'),
        options.DAYS,
    ] = None,
    at: Annotated[
        str | None, typer.Option("-a", "--at", help="The same as --on."), options.DAYS
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="The same as --on."), options.DAYS
    ] = None,
    every: Annotated[
        str | None,
        typer.Option("--every", help="Repeat 4w, 30d, 3m or 1y after the day it was done."),
        options.SPANS,
    ] = None,
    fixed: Annotated[
        bool, typer.Option("--fixed", help="Repeat from the due day instead.")
    ] = False,
    key: options.Key = None,
    as_json: options.Json = False,
) -> None:
    """Set a reminder; without WHO, list the open ones: crm remind ada call --on 2w."""
    if who is None:
        _list(as_json)
        return
    who, parts = parsing.split_who(who, text or [])
    when, words = _day_and_words(parsing.day_option(on, at, until), parts)
    if fixed and every is None:
        raise UsageProblem("--fixed needs --every.")
    made = prompts.answered(
        lambda picks: reminders.remind(
            who, words, when,
            every=None if every is None else parse_every(every), fixed=fixed,
            key=parse_text(key, "key") if key is not None else None, picks=picks,
        )
    )  # fmt: skip
    results.print_made(made, as_json=as_json)
    echo.made(made)


def _day_and_words(option: str | None, parts: list[str]) -> tuple[When, str]:
    """Return the day of the option, or else the one at the end of the words: call tomorrow."""
    if option is not None:
        return parsing.when(option, "future"), parsing.words(parts, "reminder")
    found = find_day_at_end(" ".join(parts), "future")
    if found is None:
        raise UsageProblem("The date is missing.", "Add it: --on friday, --on 2w, --on 2026-12-01")
    return found[0], parse_text(found[1], "reminder")


def _list(as_json: bool) -> None:
    from tinycrm.store import reading

    with reading() as db:
        found = reminders.list_open(db)
    results.print_list(found, "reminders", as_json=as_json)
