"""`crm list`: the people that match a filter."""

from __future__ import annotations

import sys

from tinycrm import clock
from tinycrm.cli import terminal
from tinycrm.cli.exclusive import only_one
from tinycrm.errors import UsageProblem
from tinycrm.services.codes import code
from tinycrm.services.people import listing
from tinycrm.store import reading
from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Annotated, Any

    import typer

    from tinycrm.cli import options


def list_people(
    words: Annotated[
        list[str] | None,
        typer.Argument(help="tag:vip no:every quiet:30d due:late … or words."),
        options.FILTERS,
    ] = None,
    sort: Annotated[
        str, typer.Option("--sort", help="name, touched, quiet, value, added"), options.SORTS
    ] = "name",
    limit: Annotated[int | None, typer.Option("--limit", min=0, help="At most this many.")] = None,
    save: Annotated[str | None, typer.Option("--save", help="Save the filter as @NAME.")] = None,
    unsave: Annotated[
        str | None, typer.Option("--unsave", help="Delete the saved filter @NAME."), options.SAVED
    ] = None,
    ids: options.Ids = False,
    csv: options.Csv = False,
    as_json: options.Json = False,
) -> None:
    """List people: all, or those that match every term of a filter.

    tag:vip no:tag:lead org:acme every: no:every quiet:30d touched:30d due:late due:today due:week
    birthday:12 issue:open lapsed: noted:week46 email: phone: archived: @saved; other words
    match the name.

    --save keeps the filter as @NAME, --unsave deletes it; the people stay.

    A comma means or: tag:vip,lead · tag:vip,org:acme · no:tag:vip,lead is neither. due:week is due
    in the next seven days, or late; noted:week46 has a note with this tag.
    """
    if sort not in listing.SORTS:
        raise UsageProblem(
            f"“{visible(sort)}” is not a sort order.", f"Choose {', '.join(listing.SORTS)}."
        )
    if unsave is not None:
        alone = words or save is not None or limit is not None or sort != "name" or ids or csv
        _unsave(unsave, is_alone=not alone, as_json=as_json)
        return
    form = only_one({"--ids": ids, "--csv": csv, "--json": as_json})
    if save is not None:
        _save(save, words or [])
    found = _print(words or [], sort, limit, form)
    if not found and limit != 0:
        terminal.say("No contacts match this filter." if words else "There are no contacts yet.")
        if not words:
            terminal.hint("crm add NAME")


_WITH_VALUE = ("value:", "lapsed:")
"""With these filters a list shows what came from each person."""


def _save(name: str, words: list[str]) -> None:
    from tinycrm.services.people import filtering

    if not words:
        raise UsageProblem("There is no filter to save.", "crm list tag:vip quiet:30d --save vips")
    saved = filtering.save(name, words, clock.today())
    terminal.say(f"Saved: crm list @{saved}")


def _unsave(name: str, *, is_alone: bool, as_json: bool) -> None:
    from tinycrm.services.people import saved_filters

    if not is_alone:
        raise UsageProblem(
            "--unsave deletes a saved filter and lists nobody.", "Leave out everything but --json."
        )
    gone = saved_filters.delete(name)
    if as_json:
        from tinycrm.cli.render import json_output

        terminal.write(json_output.dumps(json_output.plain(gone)))
    terminal.say(f"{visible(f'@{gone.name}')} deleted; crm undo {gone.batch} brings it back")
    if gone.used_by:
        others = visible(", ".join(f"@{each}" for each in gone.used_by))
        terminal.hint(f"Still in the words of {others}, which cannot be read without it.")


def _print(words: list[str], sort: str, limit: int | None, form: str) -> Sequence[object]:
    """Print the people in a form, and return what was printed."""
    find: Callable[..., Sequence[Any]] = listing.find_contacts if form else listing.find_lines
    if form == "--ids":
        find = listing.find_ids
    with reading() as db:
        found = find(db, words, clock.today(), sort=sort, limit=limit)
        if not form and (sort == "value" or any(word.startswith(_WITH_VALUE) for word in words)):
            from tinycrm.services.outcomes.value import show_values

            found = show_values(db, found)
    if form == "--ids":
        terminal.write("".join([f"{code('contact', each)}\n" for each in found]))
    elif form == "--csv":
        from tinycrm.cli.render import csv_tables

        terminal.write(csv_tables.contacts_csv(found))
    elif form:
        from tinycrm.cli.render import json_output

        terminal.write(json_output.records_json(found))
    else:
        _draw(found)
    return found


def _draw(found: Sequence[listing.ListedPerson]) -> None:
    from tinycrm.cli.render import people_lines

    if terminal.is_terminal(sys.stdout):
        from tinycrm.cli.render import painting

        painting.show(people_lines.lines(found, clock.today(), terminal.width()))
    else:
        for text in people_lines.texts(found, clock.today()):
            terminal.write(text)
