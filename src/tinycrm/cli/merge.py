"""`crm dupes` and `crm merge`: who is there twice, and one card out of two."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from tinycrm.cli import asking, options, terminal
from tinycrm.cli.render import program
from tinycrm.errors import Clash
from tinycrm.services import duplicates, merging
from tinycrm.store import reading


def dupes(
    distinct: Annotated[
        tuple[str, str] | None,
        typer.Option("--distinct", help="Two who are not the same: c3 c9.", metavar="ID ID"),
        options.PEOPLE,
    ] = None,
    as_json: options.Json = False,
) -> None:
    """List who may be there twice, with the reason, likeliest first."""
    if distinct is not None:
        _part(*distinct, as_json=as_json)
        return
    with reading() as db:
        found = duplicates.find_dupes(db)
    if as_json:
        terminal.write(program.records_json(found))
    else:
        _print(found)


def _part(one: str, other: str, *, as_json: bool) -> None:
    parted = asking.answered(lambda picks: duplicates.part(one, other, picks))
    if as_json:
        pair = {"one": parted.one, "other": parted.other}
        terminal.write(program.changed_json([pair], parted.batch))
    else:
        terminal.write(f"{parted.one.id} {parted.other.id}\n")
    names = [f"{each.name} ({each.id})" for each in (parted.one, parted.other)]
    for name, also in zip(names, parted.also, strict=True):
        asking.tell_others(also, name)
    known = "" if parted.batch else ", as you said before"
    terminal.say(f"{' and '.join(names)} are two people{known}")


def _print(found: Sequence[duplicates.Twins]) -> None:
    from tinycrm.cli.render import paint, twins

    if not found:
        terminal.say("Nobody seems to be there twice.")
        return
    paint.show(twins.lines(found, terminal.width()))
    if terminal.is_terminal(sys.stdout):
        one, other = found[0].one.id, found[0].other.id
        terminal.say(f"crm merge {one} {other} makes one of two")
        terminal.hint(f"crm dupes --distinct {one} {other} remembers that they are two")


def merge(
    keep: Annotated[str, typer.Argument(help="Whose card stays."), options.PEOPLE],
    other: Annotated[str, typer.Argument(help="Whose card goes into it."), options.PEOPLE],
    yes: Annotated[bool, typer.Option("--yes", help="Also where names differ.")] = False,
    as_json: options.Json = False,
) -> None:
    """Make one card out of two. Nothing is lost, and crm undo makes them two again."""
    pair = asking.answered(lambda picks: merging.find_pair(keep, other, picks))
    names = [f"{each.name} ({each.code})" for each in (pair.keep, pair.other)]
    asking.tell_others(pair.keep.also, names[0])
    asking.tell_others(pair.other.also, names[1])
    if pair.doubt and not yes:
        _confirm(names, pair.doubt)
    merged = merging.merge(pair.keep.id, pair.other.id)
    if as_json:
        terminal.write(program.changed_json([merged.record], merged.batch, merged=merged.other.id))
    else:
        terminal.write(f"{merged.record.id}\n")
    terminal.say(f"{names[1]} is now {merged.record.name} ({merged.record.id})")
    for fact in merged.kept:
        terminal.hint(f"kept as a fact: {fact}")


def _confirm(names: Sequence[str], doubt: str) -> None:
    """Ask on a terminal. Raises Clash where nobody can answer, Abort when it is no."""
    said = f"{names[0]} and {names[1]} may be two: {doubt}."
    if not terminal.can_ask():
        raise Clash(f"{said} Nothing was changed.", "If they are one: --yes")
    terminal.say(said)
    if not asking.agrees("Merge them?"):
        terminal.say("Nothing was changed.")
        raise typer.Abort
