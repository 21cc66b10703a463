"""`crm show`: one person, or any record by its code."""

from __future__ import annotations

from tinycrm import clock
from tinycrm.cli import prompts, terminal
from tinycrm.cli.render import painting
from tinycrm.cli.render.styled_lines import paragraph, person
from tinycrm.errors import Candidate, UsageProblem
from tinycrm.services.briefing import profile
from tinycrm.services.briefing.profile import Profile
from tinycrm.services.codes import read_code, resolve_code
from tinycrm.services.people import finding
from tinycrm.services.records import Record, Win
from tinycrm.store import reading
from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated

    import typer

    from tinycrm.cli import options
    from tinycrm.cli.render.styled_lines import Line


def show(
    who: Annotated[
        list[str],
        typer.Argument(help="Who, the code of any record, or an organization: org:acme."),
        options.SHOWN,
    ],
    every: Annotated[bool, typer.Option("--all", help="Show all notes.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="List the wins behind what they are worth.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Show one person on one screen, what you need first at the top; or any record.

    crm show org:acme shows an organization: its people and what is open and was written about them.
    """
    typed = " ".join(who)
    code = read_code(typed)
    is_company = typed[:4].lower() == "org:"
    is_record = bool(code and code[0] not in ("contact", "occasion"))
    if explain and (is_company or is_record):
        raise UsageProblem("--explain takes one person.", "Write it: crm show ada --explain")
    if is_company:
        _show_company(typed[4:], every=every, as_json=as_json)
        return
    if is_record:
        _show_record(typed, as_json)
        return
    found, also = prompts.answered(lambda picks: _profile(typed, picks, every))
    prompts.say_others(also, f"{found.contact.name} ({found.contact.id})")
    if as_json:
        from tinycrm.cli.render import json_output

        terminal.write(json_output.profile_json(found))
        return
    from tinycrm.cli.render import profile_lines

    today, columns = clock.today(), terminal.width()
    lines = profile_lines.profile_lines(found, today, columns, every=every)
    painting.show(lines + (_explained(found, today, columns) if explain else []))


def _profile(
    typed: str, picks: finding.Picks, every: bool
) -> tuple[Profile, tuple[Candidate, ...]]:
    with reading(at_once=True) as db:
        found = finding.resolve_who(db, typed, picks)
        most = None if every else profile.NOTES
        return profile.read_profile(db, found.id, clock.today(), most=most), found.also


def _explained(found: Profile, today: date, columns: int) -> list[Line]:
    from tinycrm.cli.render import ripple_lines
    from tinycrm.services.outcomes import counted_wins
    from tinycrm.services.outcomes.value import Value

    with reading() as db:
        wins = counted_wins.of_value(db, found.value or Value())
    return ripple_lines.worth_explained(*wins, today, columns)


def _show_company(typed: str, *, every: bool, as_json: bool) -> None:
    from tinycrm.services.briefing import company

    with reading(at_once=True) as db:
        found = company.read_company(db, typed, every_note=every)
    if len(found.organizations) > 1:
        terminal.say(f"{len(found.organizations)} organizations: {visible(found.name)}")
    if as_json:
        from tinycrm.cli.render import json_output

        terminal.write(json_output.company_json(found))
    else:
        from tinycrm.cli.render import company_lines

        painting.show(
            company_lines.company_lines(found, clock.today(), terminal.width(), every=every)
        )


def _show_record(typed: str, as_json: bool) -> None:
    from tinycrm.services.activity.loading import load_record

    chain = ""
    with reading() as db:
        record = load_record(db, *resolve_code(db, typed))
        if isinstance(record, Win) and not as_json:
            from tinycrm.services.outcomes import branches

            chain = branches.chain_line(db, record.id, clock.today())
    if record is not None:
        _print_record(record, as_json)
        if chain:
            columns = terminal.width()
            painting.show(paragraph(person(chain), columns, indent=2, hanging=4, style="dim"))
        return
    from tinycrm.cli.commands.history import history  # a batch is shown by its changes

    history([typed], as_json)


def _print_record(record: Record, as_json: bool) -> None:
    from tinycrm.cli.render import json_output, record_lines

    if as_json:
        terminal.write(json_output.record_json(record))
    else:
        painting.show(record_lines.record_lines(record, clock.today(), terminal.width()))
