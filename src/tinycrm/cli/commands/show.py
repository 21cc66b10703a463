"""`crm show`: one person, or any record by its code."""

from __future__ import annotations

from tinycrm import clock
from tinycrm.cli import prompts, terminal
from tinycrm.cli.render import painting
from tinycrm.errors import Candidate
from tinycrm.services.briefing import profile
from tinycrm.services.briefing.profile import Profile
from tinycrm.services.codes import read_code, resolve_code
from tinycrm.services.people import finding
from tinycrm.services.records import Record
from tinycrm.store import reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def show(
    who: Annotated[
        list[str], typer.Argument(help="Who, or the code of any record."), options.RECORD
    ],
    every: Annotated[bool, typer.Option("--all", help="Show all notes.")] = False,
    as_json: options.Json = False,
) -> None:
    """Show one person on one screen, what you need first at the top; or any record."""
    typed = " ".join(who)
    code = read_code(typed)
    if code and code[0] not in ("contact", "occasion"):
        _show_record(typed, as_json)
        return
    found, also = prompts.answered(lambda picks: _profile(typed, picks, every))
    prompts.say_others(also, f"{found.contact.name} ({found.contact.id})")
    if as_json:
        from tinycrm.cli.render import json_output

        terminal.write(json_output.profile_json(found))
    else:
        from tinycrm.cli.render import profile_lines

        painting.show(
            profile_lines.profile_lines(found, clock.today(), terminal.width(), every=every)
        )


def _profile(
    typed: str, picks: finding.Picks, every: bool
) -> tuple[Profile, tuple[Candidate, ...]]:
    with reading(at_once=True) as db:
        found = finding.resolve_who(db, typed, picks)
        return profile.read_profile(db, found.id, clock.today(), every_note=every), found.also


def _show_record(typed: str, as_json: bool) -> None:
    from tinycrm.services.activity.loading import load_record

    with reading() as db:
        record = load_record(db, *resolve_code(db, typed))
    if record is not None:
        _print_record(record, as_json)
        return
    from tinycrm.cli.commands.history import history  # a batch is shown by its changes

    history([typed], as_json)


def _print_record(record: Record, as_json: bool) -> None:
    from tinycrm.cli.render import json_output, record_lines

    if as_json:
        terminal.write(json_output.record_json(record))
    else:
        painting.show(record_lines.record_lines(record, clock.today(), terminal.width()))
