"""`crm issue`: logging a problem that someone had."""

from __future__ import annotations

from tinycrm import clock
from tinycrm.cli import parsing, prompts, results
from tinycrm.cli.exclusive import only_one
from tinycrm.cli.render import echo
from tinycrm.errors import UsageProblem
from tinycrm.rules import parse_text
from tinycrm.services.activity import issues

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def issue(
    who: Annotated[str | None, typer.Argument(help="Who had it."), options.PEOPLE] = None,
    text: Annotated[list[str] | None, typer.Argument(help="What went wrong.")] = None,
    at: options.At = None,
    on: options.On = None,
    until: options.Until = None,
    key: options.Key = None,
    common: Annotated[
        bool,
        typer.Option("--common", help="List issues that several people had in the last 90 days."),
    ] = False,
    ids: options.Ids = False,
    as_json: options.Json = False,
) -> None:
    """Log an issue that someone had; without WHO, list the open ones.

    Today shows it until it is resolved and you have mentioned it.
    """
    form = only_one({"--ids": ids, "--json": as_json})
    parsing.check_who(who, (text, at, on, until, key), "crm issue ada Wrong size delivered")
    if common:
        if who is not None:
            raise UsageProblem("--common lists the issues of all people.", "Leave out WHO.")
        _list_common(form)
        return
    if who is None:
        _list(form)
        return
    who, parts = parsing.split_who(who, text or [])
    day = parsing.given_day(at, on, until, leaning="past", beside=parts)
    made = prompts.answered(
        lambda picks: issues.open_issue(
            who, parsing.words(parts, "issue"), day,
            key=parse_text(key, "key") if key is not None else None, picks=picks,
        )
    )  # fmt: skip
    results.print_made(made, as_json=as_json)
    echo.made(made)


def _list(form: str) -> None:
    results.print_found(issues.list_open, "issues", form, "There are no open issues.")


def _list_common(form: str) -> None:
    from tinycrm.services.activity import common_issues
    from tinycrm.store import reading

    with reading() as db:
        found = common_issues.find_common(db, clock.today())
    nothing = "No issue was shared by two people in the last 90 days."
    if form == "--ids" and found:
        results.print_codes(each.id for group in found for each in group.issues)
    else:
        results.print_list(found, "common issues", form, nothing)
