"""`crm search`: full-text search over everything that was written."""

from __future__ import annotations

from tinycrm import clock
from tinycrm.cli import results, terminal
from tinycrm.cli.exclusive import only_one
from tinycrm.services.search import searching
from tinycrm.store import reading

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
    form = only_one({"--ids": ids, "--csv": csv, "--json": as_json})
    typed = " ".join(text)
    with reading() as db:
        found = searching.search(db, typed, limit=limit)
    _print(found, typed, form)
    if not found.hits:
        terminal.say(f"No match for “{typed}”.")
    elif found.near:
        terminal.say(f"No match for “{typed}”; nearest: {', '.join(found.near)}")


def _print(found: searching.SearchResult, typed: str, form: str) -> None:
    if form == "--ids":
        results.print_codes(hit.id for hit in found.hits)
    elif form == "--json":
        from tinycrm.cli.render import json_output

        terminal.write(json_output.records_json(found.hits))
    elif form == "--csv":
        from tinycrm.cli.render import csv_tables

        terminal.write(csv_tables.hits_csv(found.hits))
    else:
        from tinycrm.cli.render import search_lines

        words, today = found.near or tuple(typed.split()), clock.today()
        results.paint(
            lambda columns: search_lines.lines(found.hits, words, today, columns),
            lambda: search_lines.rows(found.hits, words, today),
        )
