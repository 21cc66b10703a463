"""`crm import`: people from the file of an address book."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tinycrm.cli import terminal
from tinycrm.cli.render import json_output
from tinycrm.errors import CrmError, NotFound, UsageProblem
from tinycrm.rules import parse_tag
from tinycrm.services.transfer import importing
from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def import_file(
    files: Annotated[
        list[str], typer.Argument(help="vCard files, a folder, or - for stdin."), options.FILES
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would happen.")
    ] = False,
    tag: Annotated[
        list[str] | None, typer.Option("-t", "--tag", help="A tag for all of them."), options.TAGS
    ] = None,
    format_: Annotated[str, typer.Option("--format", help="vcard")] = "vcard",
    as_json: options.Json = False,
) -> None:
    """Import people from vCard files. Known people get what is missing; nothing is overwritten."""
    if format_ != "vcard":
        raise UsageProblem(
            f"“{visible(format_)}” is not an import format.", "The only one is vcard."
        )
    sources = [source for name in files for source in _sources(name)]
    tagged = [parse_tag(each) for each in tag or ()]
    report = importing.import_cards(sources, tagged=tagged, dry_run=dry_run)
    _say_skipped(report)
    if report.total == len(report.skipped):
        raise UsageProblem(
            f"No contact could be read from {', '.join(map(visible, files))}.",
            "crm import reads vCard files (.vcf): export your address book as one.",
        )
    if as_json:
        terminal.write(json_output.dumps(json_output.plain(report)))
        return
    would = " would be" if dry_run else ""
    cards = "card" if report.total == 1 else "cards"
    terminal.write(
        f"{report.total} {cards}:{would} {report.new} new, {report.updated} updated,"
        f" {report.unchanged} unchanged, {len(report.skipped)} skipped\n"
    )
    _say_changes(report)
    if report.batch:
        terminal.say(f"To undo the import: crm undo {report.batch}")


def _sources(name: str) -> Iterator[importing.Source]:
    from tinycrm.exchange.vcard import read_vcards  # 60 ms of vobject

    for label, data in _contents(name):
        yield importing.Source(label, tuple(read_vcards(data)))


def _contents(name: str) -> Iterator[tuple[str, bytes]]:
    if name == "-":
        yield "stdin", terminal.read_stdin_bytes()
        return
    path = Path(name).expanduser()
    if not path.exists():
        raise NotFound(f"The file {visible(name)} does not exist.")
    files = sorted(path.rglob("*.vcf")) if path.is_dir() else [path]
    for file in files:
        try:
            yield str(file), file.read_bytes()
        except OSError as error:
            raise CrmError(f"{visible(str(file))} cannot be read: {error.strerror}.") from error


_SHOWN = 20


def _say_changes(report: importing.Report) -> None:
    """Say who was updated, and which fields; of a long list only the beginning."""
    for each in report.changes[:_SHOWN]:
        came = "" if each.card == each.name else f", from the card “{visible(each.card)}”"
        terminal.hint(f"{visible(each.name)} ({each.id}): {', '.join(each.fields)}{came}")
    if len(report.changes) > _SHOWN:
        more = len(report.changes) - _SHOWN
        terminal.hint(f"and {more} more; --json names all of them")


def _say_skipped(report: importing.Report) -> None:
    for left in report.skipped:
        terminal.say(f"{left.file}:{left.line}: skipped: {left.reason}")
