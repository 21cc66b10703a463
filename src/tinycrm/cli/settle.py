"""`crm done`, `crm snooze`, `crm mention`: working the morning through, by its codes."""

from __future__ import annotations

from typing import Annotated

import typer

from tinycrm.cli import options, parsing, terminal
from tinycrm.cli.render import echo, program
from tinycrm.errors import UsageProblem
from tinycrm.services import settling

_Codes = Annotated[
    list[str] | None,
    typer.Argument(help="Codes, or - for those on stdin.", metavar="ID…"),
    options.codes("ricp"),
]


def done(parts: _Codes = None, as_json: options.Json = False) -> None:
    """Tick off what stands in the morning; words after the codes are logged too.

    r12 is done, c28 was touched, i7 was mentioned, p4 was used: crm done r12 c28 sent it.
    """
    codes, words = parsing.split_codes(parts or [])
    _print(settling.done(codes, parsing.words(words, "note") if words else ""), as_json)


def snooze(
    parts: _Codes = None,
    at: options.At = None,
    on: options.On = None,
    until: options.Until = None,
    as_json: options.Json = False,
) -> None:
    """Hide rows of the morning until a day: crm snooze r12 c28 1w.

    The day stands after the codes or in an option; a row keeps the day it is due.
    """
    codes, words = parsing.split_codes(parts or [])
    day = parsing.one_of(" ".join(words) if words else None, at, on, until)
    if day is None:
        raise UsageProblem("Until when?", "Write it after the codes: crm snooze r12 1w")
    _print(settling.snooze(codes, parsing.when(day, "future").day), as_json)


def mention(parts: _Codes = None, as_json: options.Json = False) -> None:
    """Note that issues were spoken of today: crm mention i7 i9."""
    codes, words = parsing.split_codes(parts or [])
    if words:
        raise UsageProblem(
            f"“{words[0]}” is no code.", "With words: crm log WHO TEXT --mentions i7"
        )
    _print(settling.mention(codes), as_json)


def _print(work: settling.Work, as_json: bool) -> None:
    if as_json:
        terminal.write(program.work_json(work))
    else:
        for each in work.settled:
            terminal.write(f"{each.successor.id if each.successor else each.id}\n")
    for each in work.settled:
        echo.settled(each)
