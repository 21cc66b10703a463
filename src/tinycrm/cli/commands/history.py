"""`crm history` and `crm undo --list`: the journal as a person reads it."""

from __future__ import annotations

from functools import partial

from tinycrm import clock
from tinycrm.cli import prompts, results, terminal
from tinycrm.cli.render import history_lines, json_output, painting
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
    if found or as_json:
        _print(found, "--json" if as_json else "", with_steps=True)
    if not found:
        terminal.say(f"No change to {code(table, row_id)} is recorded.")
        with reading() as db:
            pruned = pruning.say_pruned(db)
        if pruned:
            terminal.hint(pruned)


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


def list_batches(form: str, *, most: int | None, whole: bool) -> None:
    """Print the last batches, newest first; those that were undone only as part of the `whole`."""
    with reading() as db:
        found = entries(db, most=None if most is None else most + 1, whole=whole)
    shown = found[:most]
    if form == "--ids":
        results.print_codes(each.batch.code for each in shown)
    elif shown or form:
        _print(shown, form, with_steps=False)
    if not found:
        terminal.say("There are no changes yet." if whole else "There is nothing to undo.")
    elif len(found) > len(shown):
        terminal.say(f"Only the last {len(shown)}; more of them: --limit {2 * len(shown) or 20}")


def _print(found: list[HistoryEntry], form: str, *, with_steps: bool) -> None:
    if form == "--json":
        terminal.write(json_output.dumps([fields_of(entry) for entry in found]))
        return
    draw = partial(history_lines.lines, found, clock.today(), with_steps=with_steps)
    if with_steps:
        painting.show(draw(terminal.width()))
    else:
        results.paint(draw, lambda: history_lines.rows(found, clock.today()))
