"""`crm today`: the briefing, for a person, a shell greeting, a script or a screen reader."""

from __future__ import annotations

import os
import sys
from datetime import date

from tinycrm import clock, config
from tinycrm.cli import parsing, terminal
from tinycrm.cli.exclusive import only_one
from tinycrm.errors import CrmError, UsageProblem
from tinycrm.services.briefing import briefing
from tinycrm.store import reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options

DUE = 10
"""The exit code of `--check` when something is due."""


def today(
    on: Annotated[str | None, typer.Option("--on", help="Show another day."), options.DAYS] = None,
    at: Annotated[str | None, typer.Option("-a", "--at", hidden=True)] = None,
    until: Annotated[str | None, typer.Option("--until", hidden=True)] = None,
    days: Annotated[
        int, typer.Option("--days", min=0, max=366, help="How many days to look ahead.")
    ] = 7,
    since: Annotated[
        str | None, typer.Option("--since", help="How far back to show birthdays."), options.DAYS
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Show every row.")] = False,
    as_json: options.Json = False,
    plain: Annotated[bool, typer.Option("--plain", help="One sentence per item.")] = False,
    brief: Annotated[bool, typer.Option("--brief", help="One line, or nothing.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Print nothing; exit 10 when something is due.")
    ] = False,
    if_due: Annotated[
        bool, typer.Option("--if-due", help="Print only when something is due.")
    ] = False,
) -> int:
    """Show birthdays, follow-ups, and issues to mention."""
    form = only_one({"--json": as_json, "--plain": plain, "--brief": brief, "--check": check})
    if if_due and form in ("--brief", "--check"):
        only_one({form: True, "--if-due": True})
    if brief:
        return _greet((on, at, until), days)
    other = parsing.day_option(on, at, until)
    day = _day(other)
    back = None if since is None else parsing.when(since, "past").day
    if back and back > day:
        raise UsageProblem(f"--since {back} is after {day}, the day that is shown.")
    show_all = every or as_json
    found = _read(day, days, back, None if show_all else _ROWS, suggest=not check)
    if check:
        return DUE if found.due else 0
    if if_due and not found.due:
        return 0
    if found.suggestion and other is None:
        from tinycrm.services.care import small_thing

        small_thing.keep(found.suggestion, day)
    if as_json:
        _print_json(found)
    else:
        is_drawn = terminal.is_terminal(sys.stdout) and other is None
        _print(found, plain=plain or os.environ.get("CRM_PLAIN") == "1", is_drawn=is_drawn)
    for problem in config.load().problems:
        terminal.say(problem)
    return 0


_ROWS = 7
"""How many rows of a section are shown; the rest is counted."""


def _read(
    day: date, days: int, since: date | None, most: int | None, *, suggest: bool
) -> briefing.Briefing:
    with reading(at_once=True) as db:
        return briefing.read_briefing(db, day, days=days, since=since, most=most, suggest=suggest)


def _day(text: str | None) -> date:
    return clock.today() if text is None else parsing.when(text, "future").day


def _greet(given: tuple[str | None, ...], days: int) -> int:
    """Print one line for a shell's greeting; it never fails, waits or updates an older store."""
    from tinycrm.cli.render import briefing_sentences
    from tinycrm.store import glancing

    try:
        day = _day(parsing.day_option(*given))
        with glancing() as db:
            found = briefing.read_briefing(db, day, days=days, most=1, suggest=False)
    except CrmError:
        return 0
    line = briefing_sentences.brief(found)
    if line:
        terminal.write(line + "\n")
    return 0


def _print_json(found: briefing.Briefing) -> None:
    from tinycrm.cli.render import json_output

    terminal.write(json_output.briefing_json(found))


def _print(found: briefing.Briefing, *, plain: bool, is_drawn: bool) -> None:
    """Print the briefing. On a terminal it says how long the user was away, and resets that."""
    from tinycrm.cli.render import painting

    if plain:
        from tinycrm.cli.render.briefing_sentences import lines
    else:
        from tinycrm.cli.render.briefing_lines import lines
    away = _away(found.date) if is_drawn else ()
    painting.show(lines(found, terminal.width(), away=away))
    if is_drawn and not found.nobody:
        from tinycrm.services.briefing import absence
        from tinycrm.services.safety import automatic_backups

        absence.keep_morning(found.date)
        sys.stdout.flush()
        automatic_backups.copy_behind("morning")


def _away(today: date) -> tuple[str, ...]:
    from tinycrm.services.briefing import absence

    last = absence.was_away(today)
    if last is None:
        return ()
    with reading() as db:
        return absence.say_absence(absence.read_absence(db, last, today), today)
