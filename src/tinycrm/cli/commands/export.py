"""`crm export`: the whole store for another program, or for another day."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from tinycrm import clock, paths
from tinycrm.cli import terminal
from tinycrm.cli.render import json_output
from tinycrm.errors import Clash, CrmError, UsageProblem
from tinycrm.services.transfer import exporting
from tinycrm.store import leftovers, reading
from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def export(
    words: Annotated[
        list[str] | None,
        typer.Argument(help="A filter, as in crm list; without one, everything."),
        options.FILTERS,
    ] = None,
    format_: Annotated[str, typer.Option("--format", help="jsonl")] = "jsonl",
    output: Annotated[
        str | None, typer.Option("-o", "--output", help="A new file, instead of stdout.")
    ] = None,
) -> None:
    """Export as JSON Lines, one record per line: everything, or the people that a filter finds.

    With a filter, their notes, reminders and issues come too; your own reminders, saved filters
    and the keys of scripts do not. The history of changes and the settings are never in it: crm
    backup keeps those. Without a store, it fails with exit code 3.
    """
    if format_ != "jsonl":
        raise UsageProblem(
            f"“{visible(format_)}” is not an export format.", "The only one is jsonl."
        )
    if output is None or output == "-":
        for line in _lines(words or []):
            terminal.write(line)
        return
    _write_file(Path(output).expanduser(), words or [])


def _lines(words: list[str]) -> Iterator[str]:
    with reading(required=True) as db:
        for each in exporting.export(db, words, clock.today()):
            yield json_output.dumps(json_output.plain(each))


def _write_file(path: Path, words: list[str]) -> None:
    """Write a temporary file and move it into place, so that no half-written file appears."""
    if path.exists():
        raise Clash(f"{visible(str(path))} already exists.", "Choose another file, or remove it.")
    leftovers.clear(path.parent, path.name)
    made = leftovers.hidden_name(path)
    try:
        made.unlink(missing_ok=True)  # of a killed process that had our number
        handle = os.open(made, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            count = sum(1 for line in _lines(words) if file.write(line))
            file.flush()
            os.fsync(file.fileno())  # before it gets its name, so that a power cut leaves no half
        made.rename(path)
        paths.sync_folder(path.parent)
    except OSError as error:
        raise CrmError(f"{visible(str(path))} cannot be written: {error.strerror}.") from error
    finally:
        leftovers.remove(made)
    terminal.say(f"{count} records in {path}")
