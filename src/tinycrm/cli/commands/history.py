"""`crm history` and `crm undo --list`: the journal as a person reads it."""

from __future__ import annotations

from tinycrm import clock
from tinycrm.cli import prompts, terminal
from tinycrm.cli.render import history_lines, json_output, painting
from tinycrm.errors import NotFound
from tinycrm.services.codes import code, read_code, resolve_code
from tinycrm.services.history.history import HistoryEntry, entries, fields_of, history_of
from tinycrm.services.people import finding
from tinycrm.store import pruning, reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def history(
    who: Annotated[
        list[str], typer.Argument(help="Who, or the code of any record."), options.RECORD
    ],
    as_json: options.Json = False,
) -> None:
    """Show every change to a person or a record: before, after, when, and by which program."""
    typed = " ".join(who)
    table, row_id, found, guessed = prompts.answered(lambda picks: _read(typed, picks))
    for each in guessed:
        prompts.say_others(each.also, f"{each.name} ({each.code})")
    if not found:
        with reading() as db:
            hint = pruning.say_pruned(db)
        raise NotFound(f"No change to {code(table, row_id)} is recorded.", hint)
    _print(found, as_json, with_steps=True)


def _read(
    typed: str, picks: finding.Picks
) -> tuple[str, int, list[HistoryEntry], tuple[finding.Found, ...]]:
    """Return the record, its history, and the contacts that a name was taken to mean."""
    with reading() as db:
        read = read_code(typed)
        if read and read[0] != "contact":
            table, row_id = resolve_code(db, typed)
            return table, row_id, history_of(db, table, row_id), ()
        who = finding.resolve_who(db, typed, picks)
        return "contact", who.id, history_of(db, "contact", who.id), (who,)


def list_batches(as_json: bool) -> None:
    """Print the last batches, newest first."""
    with reading() as db:
        found = entries(db)
    _print(found, as_json, with_steps=False)


def _print(found: list[HistoryEntry], as_json: bool, *, with_steps: bool) -> None:
    if as_json:
        terminal.write(json_output.dumps([fields_of(entry) for entry in found]))
    else:
        columns = terminal.width()
        painting.show(history_lines.lines(found, clock.today(), columns, with_steps=with_steps))
