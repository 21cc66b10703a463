"""`crm undo`: undoing the last change, or the one that a code names."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tinycrm import clock
from tinycrm.cli import prompts, results, terminal
from tinycrm.cli.exclusive import only_one
from tinycrm.errors import UsageProblem
from tinycrm.services.history import undoing
from tinycrm.store import reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options
    from tinycrm.services.history.history import HistoryEntry


_SHOWN = 12
"""How many lines of a change are shown before it is undone; crm history shows all."""


def undo(
    code: Annotated[
        str | None, typer.Argument(help="b88, or a record: n44."), options.codes("bcnriowdfp")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the last changes.")] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="With --list: at most this many.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="With --list: all, also what was undone.")
    ] = False,
    ids: options.Ids = False,
    as_json: options.Json = False,
) -> None:
    """Undo the last change made by hand, or the one that a code names.

    --list shows the last 20 changes that can be undone.
    """
    form = only_one({"--ids": ids, "--json": as_json})
    if listed:
        _list(code, form, most=limit or (None if every else _LISTED), whole=every)
        return
    if limit or every or ids:
        raise UsageProblem("--limit, --all and --ids need --list.", "crm undo --list --all")
    by_hand = terminal.can_ask() or terminal.is_terminal(sys.stdout)
    if terminal.can_ask():
        _confirm_if_old(code, by_hand)
    undone = undoing.undo(code, prefer_by_hand=by_hand)
    results.print_undone(undone, "Undone", as_json=as_json)
    if undone.left_alone:
        others = ", ".join(f"{each.label} by {each.door}" for each in undone.left_alone[:3])
        terminal.hint(f"Not undone: {others}.")


_LISTED = 20
"""How many changes are listed unless --limit or --all asks for more."""


def _list(code: str | None, form: str, *, most: int | None, whole: bool) -> None:
    if code is not None:
        raise UsageProblem("--list takes no code.", f"To see one change: crm history {code}")
    from tinycrm.cli.commands.history import list_batches

    list_batches(form, most=most, whole=whole)


def _confirm_if_old(code: str | None, by_hand: bool) -> None:
    """Show the change and ask, unless it was made in the last minutes."""
    from tinycrm.services.history.history import history_of

    with reading() as db:
        if code is not None:
            batch = undoing.find_batch(db, code)
        else:
            batch, _ = undoing.newest(db, prefer_by_hand=by_hand)
        if undoing.age_minutes(batch) <= undoing.FRESH_MINUTES:
            return
        _show(history_of(db, "batch", batch.id))
    if not prompts.agrees(f"Undo {batch.label} ({batch.code}, {batch.made_at[:10]})?"):
        raise terminal.Cancelled


def _show(entries: Sequence[HistoryEntry]) -> None:
    """Show what a batch changed, before and after."""
    from tinycrm.cli.render import history_lines, styled_lines

    drawn = history_lines.lines(entries, clock.today(), terminal.width(), with_steps=True)
    shown = [styled_lines.text_of(line).rstrip() for line in drawn[:_SHOWN]]
    if len(drawn) > _SHOWN:
        shown.append(f"  … all of it: crm history {entries[0].batch.code}")
    terminal.write_error("".join(f"{line}\n" for line in shown))
