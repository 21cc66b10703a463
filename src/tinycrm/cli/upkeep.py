"""`crm undo` and `crm where`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from tinycrm import clock, paths
from tinycrm.cli import asking, options, terminal
from tinycrm.cli.render import program
from tinycrm.services import undoing
from tinycrm.store import reading

if TYPE_CHECKING:
    from tinycrm.services.history import Entry

_SHOWN = 12
"""So many lines of a change are shown before it is taken back; crm history has all."""


def undo(
    code: Annotated[
        str | None, typer.Argument(help="b88, or a record: n44."), options.codes("bcnriwfp")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Only list the last changes.")] = False,
    as_json: options.Json = False,
) -> None:
    """Take back the last change made by hand, or the one a code names."""
    if listed:
        from tinycrm.cli.history import list_batches

        list_batches(as_json)
        return
    by_hand = terminal.can_ask() or terminal.is_terminal(sys.stdout)
    if terminal.can_ask():
        _confirm_if_old(code, by_hand)
    undone = undoing.undo(code, prefer_by_hand=by_hand)
    _print(undone, f"Taken back: {undone.undone.label} ({undone.undone.code}).", as_json)
    if undone.left_alone:
        others = ", ".join(f"{each.label} by {each.door}" for each in undone.left_alone[:3])
        terminal.hint(f"Left alone: {others}.")


def redo(as_json: options.Json = False) -> None:
    """Take the last undo back, while nothing newer was written."""
    undone = undoing.redo()
    _print(undone, f"Brought back: {undone.undone.label} ({undone.undone.code}).", as_json)


def _print(undone: undoing.Undone, sentence: str, as_json: bool) -> None:
    if as_json:
        terminal.write(program.undone_json(undone))
    else:
        terminal.write(f"{undone.undone.code}\n")
    terminal.say(sentence)


def _confirm_if_old(code: str | None, by_hand: bool) -> None:
    """Show and ask where the change is not one of the last minutes."""
    from tinycrm.services.history import history_of

    with reading() as db:
        if code is not None:
            batch = undoing.find_batch(db, code)
        else:
            batch, _ = undoing.newest(db, prefer_by_hand=by_hand)
        if undoing.age_minutes(batch) <= undoing.FRESH_MINUTES:
            return
        _show(history_of(db, "batch", batch.id))
    if not asking.agrees(f"Take back {batch.label} ({batch.code}, {batch.made_at[:10]})?"):
        raise typer.Abort


def _show(entries: Sequence[Entry]) -> None:
    """Say what a batch changed, before and after."""
    from tinycrm.cli.render import journal, lines

    drawn = journal.lines(entries, clock.today(), terminal.width(), with_steps=True)
    shown = [lines.text_of(line).rstrip() for line in drawn[:_SHOWN]]
    if len(drawn) > _SHOWN:
        shown.append(f"  … all of it: crm history {entries[0].batch.code}")
    terminal.write_error("".join(f"{line}\n" for line in shown))


def where(as_json: options.Json = False) -> None:
    """Say where the files are."""
    found = {
        "store": paths.store_file(),
        "config": paths.config_file(),
        "backups": paths.backup_folder(),
    }
    if as_json:
        terminal.write(program.dumps({name: str(path) for name, path in found.items()}))
        return
    for name, path in found.items():
        missing = "" if path.exists() else "   (not there yet)"
        terminal.write(f"{name:<8} {path}{missing}\n")
