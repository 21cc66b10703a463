"""Printing the result of a command on stdout: records as JSON, or one code per line.

What prints JSON is imported only for --json.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence

from tinycrm import clock
from tinycrm.cli import terminal
from tinycrm.cli.render import echo

TYPE_CHECKING = False
if TYPE_CHECKING:  # the callers have imported what they use
    from typing import Any

    from tinycrm.cli.render.record_lines import ListKind
    from tinycrm.cli.render.styled_lines import Line
    from tinycrm.services.briefing.row_results import RowResults
    from tinycrm.services.history.undoing import Undone
    from tinycrm.services.records import Made, Record


def print_made(made: Made, *, as_json: bool) -> None:
    """Print the record that was added or changed."""
    if as_json:
        from tinycrm.cli.render import json_output

        terminal.write(json_output.made_json(made))
    else:
        terminal.write(f"{made.record.id}\n")


def print_each_made(made: Sequence[Made], *, as_json: bool) -> None:
    """Print the records that one command made: one object, or an array of several."""
    if len(made) == 1:
        print_made(made[0], as_json=as_json)
    elif as_json:
        from tinycrm.cli.render import json_output

        terminal.write(json_output.each_made_json(made))
    else:
        terminal.write("".join(f"{each.record.id}\n" for each in made))


def print_changed(records: Sequence[Record], batch: str | None, *, as_json: bool) -> None:
    """Print the records that one batch changed."""
    if as_json:
        from tinycrm.cli.render import json_output

        terminal.write(json_output.changed_json(records, batch))
    else:
        print_codes(each.id for each in records)


def print_found(
    find: Callable[[Any], Sequence[Any]], kind: ListKind, form: str, nothing: str
) -> None:
    """Print what is found in the store as `print_list` does."""
    from tinycrm.store import reading

    with reading() as db:
        found = find(db)
    print_list(found, kind, form, nothing)


def print_list(found: Sequence[Any], kind: ListKind, form: str, nothing: str = "") -> None:
    """Print records as a list, or in a form: --ids, --csv, --json.

    Nothing found is no line on stdout and no failure: `nothing` is said then.
    """
    if form == "--json":
        from tinycrm.cli.render import json_output

        terminal.write(json_output.records_json(found))
    elif form == "--ids":
        print_codes(each.id for each in found)
    elif form == "--csv":
        from tinycrm.cli.render import csv_tables

        terminal.write(csv_tables.TABLES[kind](found))
    elif found:
        from tinycrm.cli.render import record_lines

        today = clock.today()
        paint(
            lambda columns: record_lines.LISTS[kind](found, today, columns),
            lambda: record_lines.ROWS[kind](found, today),
        )
    if nothing and not found:
        terminal.say(nothing)


def paint(drawn: Callable[[int], Iterable[Line]], rows: Callable[[], Iterable[Line]]) -> None:
    """Print a list: `drawn` for the width of a terminal, elsewhere as `rows` of one line each."""
    from tinycrm.cli.render import painting

    is_drawn = terminal.is_terminal(sys.stdout)
    painting.show(drawn(terminal.width()) if is_drawn else rows())


def print_codes(codes: Iterable[str]) -> None:
    """Print codes, a line each."""
    terminal.write("".join([f"{each}\n" for each in codes]))


def print_rows(results: RowResults, *, as_json: bool) -> None:
    """Print the result for each row of the briefing, and a message about it."""
    if as_json:
        from tinycrm.cli.render import json_output

        terminal.write(json_output.work_json(results))
    else:
        for each in results.settled:
            terminal.write(f"{each.successor.id if each.successor else each.id}\n")
    for each in results.settled:
        echo.settled(each)


def print_undone(undone: Undone, verb: str, *, as_json: bool) -> None:
    """Print which batch was undone or redone."""
    if as_json:
        from tinycrm.cli.render import json_output

        terminal.write(json_output.undone_json(undone))
    else:
        terminal.write(f"{undone.undone.code}\n")
    terminal.say(f"{undone.say(verb)}.")
