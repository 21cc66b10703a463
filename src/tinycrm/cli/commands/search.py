"""`crm search`: full-text search over everything that was written."""

from __future__ import annotations

from tinycrm import clock
from tinycrm.cli import terminal
from tinycrm.errors import NotFound, UsageProblem
from tinycrm.services.search import searching
from tinycrm.store import reading
from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def search(
    text: Annotated[list[str], typer.Argument(help="Words, their beginnings, digits.")],
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most this many.")] = 20,
    ids: options.Ids = False,
    csv: options.Csv = False,
    as_json: options.Json = False,
) -> None:
    """Search everything that is stored, best matches first; a phone by any four of its digits."""
    if ids + csv + as_json > 1:
        raise UsageProblem("--ids, --csv and --json cannot be combined.", "Choose one.")
    typed = " ".join(text)
    with reading() as db:
        found = searching.search(db, typed, limit=limit)
    if not found.hits and not as_json:
        raise NotFound(f"No match for “{visible(typed)}”.")
    if found.near:
        terminal.say(f"No match for “{typed}”; nearest: {', '.join(found.near)}")
    _print(found, typed, ids=ids, as_csv=csv, as_json=as_json)


def _print(
    found: searching.SearchResult, typed: str, *, ids: bool, as_csv: bool, as_json: bool
) -> None:
    if ids:
        terminal.write("".join(f"{hit.id}\n" for hit in found.hits))
    elif as_json:
        from tinycrm.cli.render import json_output

        terminal.write(json_output.records_json(found.hits))
    elif as_csv:
        from tinycrm.cli.render import csv_tables

        terminal.write(csv_tables.hits_csv(found.hits))
    else:
        from tinycrm.cli.render import painting, search_lines

        words = found.near or tuple(typed.split())
        painting.show(search_lines.lines(found.hits, words, clock.today(), terminal.width()))
