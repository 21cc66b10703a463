"""`crm care`: who would be glad of a small thing today, and why."""

from __future__ import annotations

from tinycrm import clock
from tinycrm.cli import parsing, prompts, terminal
from tinycrm.cli.exclusive import only_one
from tinycrm.errors import UsageProblem
from tinycrm.services.care import care_words, caring, hiding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options
    from tinycrm.services.care.asking import Asked
    from tinycrm.services.care.caring import CareList
    from tinycrm.services.people.finding import Found


def care(
    who: Annotated[list[str] | None, typer.Argument(help="Only this person."), options.NAME] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Only people who are silent for longer than usual.")
    ] = False,
    every: Annotated[bool, typer.Option("--all", help="Show everyone, not only five.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show what each reason weighs.")] = (
        False
    ),
    until: Annotated[
        str | None,
        typer.Option("--until", help="Not now: leave WHO out until a day."),
        options.DAYS,
    ] = None,
    never: Annotated[bool, typer.Option("--never", help="Leave WHO out for good.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Show WHO again.")] = False,
    as_json: options.Json = False,
) -> None:
    """Show who would be glad of a small thing: five people, each with the reasons.

    Open issues, trouble that came back, a low answer, a falling mood, customers who stopped
    buying, and who has gone quiet: the usual gap is the median between their touches, and quiet is
    more than 1.5 of it.
    """
    name = " ".join(who or [])
    aside = only_one({"--until": until is not None, "--never": never, "--again": again})
    if aside:
        for flag, value in (("--quiet", quiet), ("--all", every), ("--explain", explain)):
            only_one({aside: True, flag: value})
        _put_aside(name, until, never=never, as_json=as_json)
        return
    found, person = _find(name, quiet=quiet, most=None if every or as_json else caring.SHOWN)
    if person:
        prompts.say_others(person.also, f"{person.name} ({person.code})")
    _print(found, person, explain=explain, as_json=as_json)


def _find(name: str, *, quiet: bool, most: int | None) -> tuple[CareList, Found | None]:
    from tinycrm.services.people import finding
    from tinycrm.store import reading

    def read(picks: finding.Picks) -> tuple[CareList, Found | None]:
        with reading(at_once=True) as db:
            who = finding.resolve_who(db, name, picks) if name else None
            own = who.id if who else None
            found = caring.read_care(db, clock.today(), quiet=quiet, most=most, contact_id=own)
            return found, who

    return prompts.answered(read)


def _print(found: CareList, person: Found | None, *, explain: bool, as_json: bool) -> None:
    from tinycrm.cli.render import care_lines

    if as_json:
        from tinycrm.cli.render import json_output

        terminal.write(json_output.records_json(found.people))
    elif found.people:
        from tinycrm.cli.render import painting

        painting.show(care_lines.lines(found, clock.today(), terminal.width(), explain=explain))
        return
    if not found.people:
        is_left_out = found.hidden or found.do_not_contact
        if person is None:
            terminal.say(caring.NOBODY)
        elif not is_left_out:
            terminal.say(f"There is no reason for {person.name} ({person.code}) now.")
    for each in care_lines.say_left_out(found, person):
        terminal.say(each)


def _put_aside(name: str, until: str | None, *, never: bool, as_json: bool) -> None:
    if not name:
        raise UsageProblem("WHO is missing.", "Write it like crm care ada --until 4w")
    day = None if until is None else parsing.when(until, "future").day
    kept = prompts.answered(lambda picks: hiding.hide(name, day, never=never, picks=picks))
    print_asked(kept, care_words.say_aside(kept), as_json=as_json)


def print_asked(kept: Asked, what: str, *, as_json: bool) -> None:
    """Print what was kept about suggesting something for a contact."""
    if as_json:
        from tinycrm.cli.render import json_output

        terminal.write(json_output.asked_json(kept))
    else:
        terminal.write(f"{kept.id}\n")
    terminal.say(f"{kept.name} ({kept.id}) {what}.")
    prompts.say_others(kept.also, f"{kept.name} ({kept.id})")
