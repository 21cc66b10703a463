"""`crm import`: people from the file of an address book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tinycrm.cli import kept_input, terminal
from tinycrm.cli.input_files import read_inputs
from tinycrm.cli.progress import CountProgress
from tinycrm.cli.render import import_lines, json_output
from tinycrm.dates.many_days import many_days
from tinycrm.errors import UsageProblem
from tinycrm.exchange.cards import Skipped
from tinycrm.exchange.file_formats import FORMATS, Book, HowRead, parse_format, read_book
from tinycrm.services.transfer import importing
from tinycrm.services.transfer.folder_import import Pruning
from tinycrm.services.transfer.import_report import Report, Source
from tinycrm.tagging import parse_tags
from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def import_file(
    files: Annotated[
        list[str] | None,
        typer.Argument(help="Files, a folder of vCards, or - for stdin."),
        options.FILES,
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would happen.")
    ] = False,
    tag: Annotated[
        list[str] | None, typer.Option("-t", "--tag", help="A tag for all of them."), options.TAGS
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", help="vcard, csv, jsonl, monica; else found.")
    ] = "",
    charset: Annotated[
        str, typer.Option(help="The charset of text that is not UTF-8, such as cp1250.")
    ] = "",
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", help="A column of a CSV file: COLUMN=FIELD, like Mobil=phone."),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Read what older imports only kept, by today's rules.")
    ] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Archive people whose card is gone from the folder.")
    ] = False,
    yes: options.Yes = False,
    as_json: options.Json = False,
) -> None:
    """Import people from an address book, or all that crm export wrote, in one step.

    Known people get what is missing; nothing is overwritten. The format is found by itself.
    """
    if again:
        _read_again(files or (), dry_run=dry_run, as_json=as_json)
        return
    if not files:
        raise UsageProblem("No file is given.", "Write it like crm import contacts.vcf.")
    how = _reading(format_, charset, columns or ())
    tagged = parse_tags(tag or ())
    piped = terminal.read_stdin_bytes() if "-" in files else b""
    progress = CountProgress()
    how = how._replace(on_read=progress.read)
    with kept_input.kept(piped, "cards", ".vcf"), progress, many_days():
        sources = [each for name in files for each in _sources(name, piped, how)]
        named = ["stdin" if each == "-" else each for each in files]
        report = importing.import_files(
            sources, named=named, tagged=tagged, dry_run=dry_run, pruning=Pruning(prune, yes),
            on_stored=progress.done,
        )  # fmt: skip
    import_lines.say_doubts(report)
    if report.total == len(report.skipped):
        raise _nothing(files)
    _print(report, {each.format for each in sources}, dry_run=dry_run, as_json=as_json)


def _print(report: Report, formats: set[str], *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        terminal.write(json_output.dumps(json_output.plain(report)))
        return
    import_lines.say_counts(report, formats, dry_run=dry_run)
    import_lines.say_changes(report)
    import_lines.say_notices(report)
    if report.batch:
        terminal.say(f"To undo the import: crm undo {report.batch}")


def _read_again(files: Sequence[str], *, dry_run: bool, as_json: bool) -> None:
    if files:
        raise UsageProblem(
            "--again reads what the store has kept, and no file.", "Leave out one of the two."
        )
    from tinycrm.services.transfer import reading_again

    _print(reading_again.read_again(dry_run=dry_run), {"kept"}, dry_run=dry_run, as_json=as_json)


def _reading(format_: str, charset: str, columns: Sequence[str]) -> HowRead:
    if not columns:
        return HowRead(parse_format(format_), charset)
    from tinycrm.exchange.csv_headers import parse_map

    return HowRead(parse_format(format_ or "csv"), charset, dict(map(parse_map, columns)))


def _sources(name: str, piped: bytes, how: HowRead) -> Iterator[Source]:
    for file in read_inputs(name, piped):
        if file.problem:
            found = Book("vcard", (Skipped(1, file.problem),))
        else:
            found = read_book(file.data, how._replace(limit=file.limit))
        yield Source(file.label, found.items, found.format, found.records, file.folder, file.href)
        del file  # before the next one is read: it may be large


def _nothing(files: Sequence[str]) -> UsageProblem:
    names = ", ".join("stdin" if each == "-" else visible(each) for each in files)
    return UsageProblem(
        f"No contact could be read from {names}.",
        f"crm import reads {', '.join(FORMATS.values())}.",
    )
