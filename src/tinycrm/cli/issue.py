"""`crm issue` and `crm resolve`: trouble somebody had, and how it was settled."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from tinycrm import clock
from tinycrm.cli import asking, options, parsing, terminal
from tinycrm.cli.render import echo, program
from tinycrm.errors import UsageProblem
from tinycrm.rules import parse_text
from tinycrm.services import issues


def issue(
    who: Annotated[str | None, typer.Argument(help="Who had it."), options.PEOPLE] = None,
    text: Annotated[list[str] | None, typer.Argument(help="What went wrong.")] = None,
    at: options.At = None,
    on: options.On = None,
    until: options.Until = None,
    key: options.Key = None,
    common: Annotated[
        bool, typer.Option("--common", help="List what several people had in 90 days.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Write down trouble somebody had; without WHO list what is open.

    It stands in the morning until it is resolved and you have mentioned it.
    """
    if common:
        if who is not None:
            raise UsageProblem("--common lists the trouble of everybody.", "Leave WHO out.")
        _list_common(as_json)
        return
    if who is None:
        _list(as_json)
        return
    who, parts = parsing.split_who(who, text or [])
    day = _day(parsing.one_of(at, on, until))
    made = asking.answered(
        lambda picks: issues.open_issue(
            who, parsing.words(parts, "issue"), day,
            key=parse_text(key, "key") if key is not None else None, picks=picks,
        )
    )  # fmt: skip
    terminal.write(program.made_json(made) if as_json else f"{made.record.id}\n")
    echo.issue(made)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    day = parsing.when(text, "past").day
    if day > clock.today():
        raise UsageProblem(f"{day} has not come yet, and trouble is what has happened.")
    return day


def _list(as_json: bool) -> None:
    from tinycrm.store import reading

    with reading() as db:
        found = issues.list_open(db)
    if as_json:
        terminal.write(program.records_json(found))
        return
    from tinycrm.cli.render import lists, paint

    paint.show(lists.issue_lines(found, clock.today(), terminal.width()))


def _list_common(as_json: bool) -> None:
    from tinycrm.services import common_troubles
    from tinycrm.store import reading

    with reading() as db:
        found = common_troubles.find_common(db, clock.today())
    if as_json:
        terminal.write(program.records_json(found))
        return
    from tinycrm.cli.render import lists, paint

    paint.show(lists.common_lines(found, clock.today(), terminal.width()))


def resolve(
    code: Annotated[str, typer.Argument(help="The issue: i7."), options.codes("i")],
    text: Annotated[list[str] | None, typer.Argument(help="How it was settled.")] = None,
    as_json: options.Json = False,
) -> None:
    """Settle an issue. It stands in the morning until you have mentioned it."""
    words = parsing.words(text, "resolution") if text else ""
    made = issues.resolve(code, words)
    terminal.write(program.made_json(made) if as_json else f"{made.record.id}\n")
    echo.issue(made)
