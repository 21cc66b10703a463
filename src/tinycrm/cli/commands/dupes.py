"""`crm dupes`: contacts that may be duplicates."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tinycrm.cli import prompts, results, terminal
from tinycrm.cli.exclusive import only_one
from tinycrm.cli.render import json_output
from tinycrm.services.identity import duplicates
from tinycrm.store import reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def dupes(
    distinct: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--distinct", help="Two contacts that are not the same: c3 c9.", metavar="ID ID"
        ),
        options.PEOPLE,
    ] = None,
    ids: options.Ids = False,
    as_json: options.Json = False,
) -> None:
    """List likely duplicates with the reason, the most likely first.

    Pairs that something speaks against, such as another address, are at the end.
    """
    form = only_one({"--ids": ids, "--json": as_json})
    if distinct is not None:
        _part(*distinct, as_json=as_json)
        return
    with reading() as db:
        found = duplicates.find_dupes(db)
    if form == "--json":
        terminal.write(json_output.records_json(found))
    elif form == "--ids":
        results.print_codes(f"{each.one.id} {each.other.id}" for each in found)
    elif found:
        _print(found)
    if not found:
        terminal.say("No duplicates found.")


def _part(one: str, other: str, *, as_json: bool) -> None:
    parted = prompts.answered(lambda picks: duplicates.mark_distinct(one, other, picks))
    if as_json:
        pair = {"one": parted.one, "other": parted.other}
        terminal.write(json_output.changed_json([pair], parted.batch))
    else:
        terminal.write(f"{parted.one.id} {parted.other.id}\n")
    names = [f"{each.name} ({each.id})" for each in (parted.one, parted.other)]
    for name, also in zip(names, parted.also, strict=True):
        prompts.say_others(also, name)
    known = "" if parted.batch else " (already remembered)"
    terminal.say(f"{' and '.join(names)} are not the same{known}")


def _print(found: Sequence[duplicates.DuplicatePair]) -> None:
    from tinycrm.cli.render import duplicate_lines

    results.paint(
        lambda columns: duplicate_lines.lines(found, columns), lambda: duplicate_lines.rows(found)
    )
    if terminal.is_terminal(sys.stdout):
        one, other = found[0].one.id, found[0].other.id
        terminal.say(f"crm merge {one} {other} merges the first two")
        terminal.hint(f"crm dupes --distinct {one} {other} remembers that they are not the same")
