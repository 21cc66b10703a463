"""`crm notes`: the notes that match a filter, and reading their kinds again."""

from __future__ import annotations

import sys

from tinycrm.cli import prompts, results, terminal
from tinycrm.cli.exclusive import only_one
from tinycrm.errors import UsageProblem
from tinycrm.services.activity import note_filters
from tinycrm.services.activity.loading import load_notes
from tinycrm.store import reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Annotated

    import typer

    from tinycrm.cli import options
    from tinycrm.services.activity.note_filters import NoteFilter
    from tinycrm.services.activity.rereading import Reread
    from tinycrm.services.people.finding import Found

_ON_SCREEN = 50
"""How many notes a terminal shows unless --limit asks for more."""

_HINTS = 5


def notes(
    words: Annotated[
        list[str] | None,
        typer.Argument(help="kind:gift tag:week46 since:2026-10-01 with:ada … or words."),
        options.NOTE_FILTERS,
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=0, help="At most this many.")] = None,
    reread: Annotated[
        bool, typer.Option("--reread", help="List notes whose text says another kind today.")
    ] = False,
    apply: Annotated[
        bool, typer.Option("--apply", help="With --reread: give them that kind, in one step.")
    ] = False,
    ids: options.Ids = False,
    csv: options.Csv = False,
    as_json: options.Json = False,
) -> None:
    """List notes, newest first: all, or those that match every term of a filter.

    kind:gift tag:week46 since:2026-10-01 until:friday with:ada no:tag no:kind:talk; other words
    are searched in the text. A comma means or: kind:gift,thanks. Days look to the past.

    --reread lists the notes that you typed and whose words say another kind by the rules of today:
    those of the kind talk, or of the kinds in the filter. Nothing changes without --apply.
    """
    if apply and not reread:
        raise UsageProblem("--apply needs --reread.", "crm notes kind:talk --reread --apply")
    form = only_one({"--ids": ids, "--csv": csv, "--json": as_json})
    if reread:
        _reread(words or [], limit, form, changes=apply)
    else:
        _list(words or [], limit, form)


# ── listing ──────────────────────────────────────────────────────────────────────────────


def _list(words: Sequence[str], limit: int | None, form: str) -> None:
    is_cut = limit is None and not form and terminal.is_terminal(sys.stdout)
    with reading() as db:
        asked: NoteFilter = prompts.answered(
            lambda picks: note_filters.read_filter(db, words, picks)
        )
        found = note_filters.find_ids(db, asked, _ON_SCREEN + 1 if is_cut else limit)
        is_cut = is_cut and len(found) > _ON_SCREEN
        count = note_filters.count(db, asked) if is_cut else len(found)
        named = "" if found else note_filters.say_named(db, words)
        shown = load_notes(db, found[:_ON_SCREEN] if is_cut else found) if form != "--ids" else []
    if form == "--ids":
        results.print_codes(f"n{each}" for each in found)
    else:
        results.print_list(shown, "notes", form)
    _say_people(asked.people)
    if not found and limit != 0:
        terminal.say("No notes match this filter." if words else "There are no notes yet.")
        if named:
            terminal.hint(named)
    elif is_cut:
        terminal.say(f"The newest {_ON_SCREEN} of {count:,} notes; all of them: --limit {count}")


def _say_people(people: Iterable[Found]) -> None:
    """Say who a name was taken for, if it may mean others: a guess is never silent."""
    for who in people:
        prompts.say_others(who.also, f"{who.name} ({who.code})")


# ── reading kinds again ──────────────────────────────────────────────────────────────────


def _reread(words: Sequence[str], limit: int | None, form: str, *, changes: bool) -> None:
    from tinycrm.services.activity import rereading

    ask = rereading.apply if changes else rereading.propose
    done: Reread = prompts.answered(lambda picks: ask(words, limit, picks))
    _print_reread(done, form)
    _say_people(done.people)
    _say_reread(done, changes=changes)


def _print_reread(done: Reread, form: str) -> None:
    if form == "--ids" or (done.batch and not form):
        results.print_codes(each.note.id for each in done.found)
    elif form == "--json":
        from tinycrm.cli.render import json_output

        terminal.write(json_output.reread_json(done))
    else:
        results.print_list(done.found, "reread notes", form)


def _say_reread(done: Reread, *, changes: bool) -> None:
    count = len(done.found)
    notes = "1 note" if count == 1 else f"{count} notes"
    if not count:
        terminal.say("No note that you typed says another kind than it has.")
    elif changes:
        terminal.say(f"{notes} changed {'its kind' if count == 1 else 'their kinds'}.")
    else:
        terminal.say(f"{notes} would change. To change {'it' if count == 1 else 'them'}: --apply")
    if done.unknown:
        say, it = ("says", "it") if len(done.unknown) == 1 else ("say", "them")
        terminal.hint(
            f"{len(done.unknown)} more {say} another kind, but nothing shows that you typed {it}:"
        )
    for own, kind in done.unknown[:_HINTS]:
        terminal.hint(f"crm edit {own} --kind {kind}")
    if len(done.unknown) > _HINTS:
        terminal.hint(f"… and {len(done.unknown) - _HINTS} more")
