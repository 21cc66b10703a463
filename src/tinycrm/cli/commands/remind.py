"""`crm remind`: reminders, about a person or for yourself."""

from __future__ import annotations

from tinycrm.cli import parsing, prompts, results
from tinycrm.cli.exclusive import only_one
from tinycrm.cli.render import echo
from tinycrm.errors import UsageProblem
from tinycrm.repeats import day_named, parse_repeat
from tinycrm.rules import parse_text
from tinycrm.services.activity import reminders
from tinycrm.services.when import find_day_at_end, find_own_day_at_end, or_own_day, read_due

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options
    from tinycrm.dates import When
    from tinycrm.dates.own_days import OwnDay
    from tinycrm.repeats import Repeat


def remind(
    who: Annotated[
        str | None,
        typer.Argument(help="Who, or me for yourself; separate several by commas: ada,grace."),
        options.Tab("people me"),
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
        typer.Option("--every", help='Repeat: 4w, 3m, 1y, "2nd tuesday", "end of month".'),
        options.SPANS,
    ] = None,
    fixed: Annotated[
        bool, typer.Option("--fixed", help="Repeat from the due day, not from the day done.")
    ] = False,
    key: options.Key = None,
    ids: options.Ids = False,
    as_json: options.Json = False,
) -> None:
    """Set a reminder; without WHO, list the open ones: crm remind ada call --on 2w.

    Several people get one each: crm remind luis,marta send the card --on friday. The day may count
    from a date of theirs: --on "2 weeks before birthday", "the day after anniversary".

    Days and weeks repeat from the day it was done. Months and years keep their day: the 30th, the
    last one (31st, "end of month"), "last friday"; the next is the first after it is due and done.
    """
    form = only_one({"--ids": ids, "--json": as_json})
    parsing.check_who(who, (text, on, at, until, every, fixed, key), "crm remind ada call --on 2w")
    if who is None:
        _list(form)
        return
    who, parts = parsing.split_who(who, text or [])
    if fixed and every is None:
        raise UsageProblem("--fixed needs --every.")
    repeat = None if every is None else parse_repeat(every)
    due, words = _day_and_words(parsing.day_option(on, at, until, beside=parts), parts, repeat)
    made = prompts.answered(
        lambda picks: reminders.remind(
            who, words, due, repeat=repeat, fixed=fixed,
            key=parse_text(key, "key") if key is not None else None, picks=picks,
        )
    )  # fmt: skip
    results.print_each_made(made, as_json=as_json)
    for each in made:
        echo.made(each)


def _day_and_words(
    option: str | None, parts: list[str], repeat: Repeat | None
) -> tuple[When | OwnDay, str]:
    """Return the day of the option, or else the one at the end of the words: call tomorrow.

    Without any a repetition that names its day (last friday) begins on the next one.
    """
    if option is not None:
        return or_own_day(option, parsing.due), parsing.words(parts, "reminder")
    typed = " ".join(parts)
    found = find_day_at_end(typed, "future", parsing.when)
    if found is None and (own := find_own_day_at_end(typed)):
        return own[0], parse_text(own[1], "reminder")
    if found is None:
        hint = "Add it: --on friday, --on 2w, --on 2026-12-01"
        return read_due(None, repeat, hint), parsing.words(parts, "reminder")
    kept = day_named(typed, found[0].day)
    return found[0]._replace(kept=kept), parse_text(found[1], "reminder")


def _list(form: str) -> None:
    results.print_found(reminders.list_open, "reminders", form, "There are no open reminders.")
