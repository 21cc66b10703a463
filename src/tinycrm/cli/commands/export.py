"""`crm export`: everything for another program, or for another day."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from tinycrm import clock
from tinycrm.cli import terminal
from tinycrm.cli.parsing import parse_path
from tinycrm.cli.render import json_output
from tinycrm.errors import Clash, NotFound, UsageProblem
from tinycrm.services.json_lines import exporting
from tinycrm.services.transfer import export_formats
from tinycrm.services.transfer.export_formats import ExportChoice
from tinycrm.services.transfer.folder_import import Pruning
from tinycrm.store import leftovers, placing, reading
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
    format_: Annotated[
        str,
        typer.Option("--format", help="jsonl, vcard, csv, ics"),
        options.words("jsonl", "vcard", "csv", "ics"),
    ] = "jsonl",
    output: Annotated[
        str | None, typer.Option("-o", "--output", help="A file, or a folder for vCards.")
    ] = None,
    notes: Annotated[
        bool, typer.Option("--notes", help="vCard, CSV: with notes and issues; vCard: facts too.")
    ] = False,
    vcard: Annotated[
        str, typer.Option("--vcard", help="New vCards in version 3.0 or 4.0.")
    ] = "3.0",
    raw: Annotated[
        bool, typer.Option("--raw", help="CSV: no ' before what a spreadsheet would compute.")
    ] = False,
    bom: Annotated[bool, typer.Option("--bom", help="CSV: with a mark that Excel needs.")] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove the files of people deleted here.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="A folder: only show what would happen.")
    ] = False,
    yes: options.Yes = False,
) -> None:
    """Export as JSON Lines (all there is), vCard, CSV or a calendar (dates and reminders).

    With a filter, their notes, reminders and issues come too; your own reminders, saved filters
    and the keys of scripts do not. The history of changes and the settings are never in it: crm
    backup keeps those. A vCard that came from another program keeps all that it had; -o FOLDER/
    is a file for each person. --yes replaces a file. Without a store, it fails with exit code 3.
    """
    choice = ExportChoice(format_, tuple(words or ()), vcard, notes, raw, bom)
    export_formats.check(choice)
    if output is None or output == "-":
        _refuse_of_folder(prune=prune, dry_run=dry_run)
        _print(choice)
        return
    path = parse_path(output)
    try:
        if path.is_dir() or output.endswith(("/", os.sep)):
            _write_folder(path, choice, Pruning(prune, yes), dry_run=dry_run)
        else:
            _refuse_of_folder(prune=prune, dry_run=dry_run)
            _write_file(path, choice, replace=yes)
    except OSError as error:
        raise placing.unwritable(path, error) from error


def _refuse_of_folder(**given: bool) -> None:
    for name in (name.replace("_", "-") for name, is_given in given.items() if is_given):
        raise UsageProblem(
            f"--{name} is for a folder of vCards.",
            f"crm export --format vcard -o FOLDER/ --{name}",
        )


# ── one file ─────────────────────────────────────────────────────────────────────────────


def _parts(choice: ExportChoice) -> Iterator[tuple[bytes, int]]:
    """Yield the parts of the file, and how many records each has."""
    with reading(required=True) as db:
        if choice.format != "jsonl":
            yield from export_formats.parts(db, choice)
            _say_archived(export_formats.count_archived(db, choice))
            return
        for each in exporting.export(db, choice.words, clock.today()):
            line = json_output.dumps(json_output.plain(each)).encode("utf-8")
            yield line, int(exporting.is_record(each))


def _say_archived(count: int) -> None:
    if count:
        people = "person was" if count == 1 else "people were"
        terminal.say(f"{count} archived {people} left out; the filter archived: asks for them")


def _print(choice: ExportChoice) -> None:
    is_text = choice.format == "jsonl"  # which any stdout takes, a line at a time
    count = 0
    for part, records in _parts(choice):
        if is_text:
            terminal.write(part.decode())
        else:
            terminal.write_file(part)
        count += records
    if not count:
        what = f"No {export_formats.NOUNS[choice.format]}s"
        terminal.say(f"{what} match this filter." if choice.words else f"{what} to export yet.")


def _write_file(path: Path, choice: ExportChoice, *, replace: bool) -> None:
    """Write a temporary file and move it into place, so that no half-written file appears."""
    _check_target(path, replace=replace)
    leftovers.clear(path.parent, path.name)
    made = leftovers.hidden_name(path)
    try:
        made.unlink(missing_ok=True)  # of a killed process that had our number
        handle = os.open(made, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            count = 0
            for part, records in _parts(choice):
                file.write(part)
                count += records
            file.flush()
            os.fsync(file.fileno())  # before it gets its name, so that a power cut leaves no half
        made.rename(path)
        placing.sync(path.parent)
    finally:
        leftovers.remove(made)
    terminal.say(f"{choice.noun(count)} in {path}")


def _check_target(path: Path, *, replace: bool) -> None:
    """Refuse a file that may not be replaced, and one in a folder that is not there."""
    if path.exists():
        if not path.is_file():  # a device or a pipe, which --yes would replace by a file
            raise Clash(f"{visible(str(path))} is not a file.", "To print: leave out -o.")
        if not replace:
            raise Clash(
                f"{visible(str(path))} already exists.", "Choose another file, or add --yes."
            )
    if not path.parent.is_dir():
        raise NotFound(f"There is no folder {visible(str(path.parent))}.", "Make it first.")


# ── a folder ─────────────────────────────────────────────────────────────────────────────


def _write_folder(path: Path, choice: ExportChoice, pruning: Pruning, *, dry_run: bool) -> None:
    from tinycrm.services.transfer import folder_export

    if choice.format != "vcard":
        raise UsageProblem(
            f"{visible(str(path))} is a folder, which is for vCards.",
            "Name a file, or add --format vcard.",
        )
    report = folder_export.export_folder(
        path,
        lambda db: export_formats.find_ids(db, choice.words),
        choice.cards(),
        pruning,
        some=bool(choice.words),
        dry_run=dry_run,
    )
    if choice.words and not report.found:
        terminal.say("No contacts match this filter; archived ones only with archived: in it.")
    removed = f", {report.removed} removed" if report.removed else ""
    would = " would be" if dry_run else ""
    terminal.say(
        f"{path}:{would} {report.new} new, {report.changed} changed,"
        f" {report.unchanged} unchanged{removed}"
    )
    for each in report.notices:
        terminal.say(each)
