"""`crm import`: people from the file of an address book."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

from tinycrm.cli import kept_input, terminal
from tinycrm.cli.render import json_output
from tinycrm.errors import CrmError, NotFound, UsageProblem
from tinycrm.services.transfer import importing
from tinycrm.tagging import parse_tags
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
    charset: Annotated[
        str, typer.Option(help="The charset of text that is not UTF-8, such as cp1250.")
    ] = "",
    as_json: options.Json = False,
) -> None:
    """Import people from vCard files. Known people get what is missing; nothing is overwritten."""
    if format_ != "vcard":
        raise UsageProblem(
            f"“{visible(format_)}” is not an import format.", "The only one is vcard."
        )
    tagged = parse_tags(tag or ())
    piped = terminal.read_stdin_bytes() if "-" in files else b""
    with kept_input.kept(piped, "cards", ".vcf"):
        sources = [source for name in files for source in _sources(name, piped, charset)]
        report = importing.import_cards(
            sources,
            named=["stdin" if each == "-" else each for each in files],
            tagged=tagged,
            dry_run=dry_run,
        )
    _say_doubts(report)
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


def _sources(name: str, piped: bytes, charset: str) -> Iterator[importing.Source]:
    from tinycrm.exchange.vcard import read_vcards  # 60 ms of vobject

    for label, data in _contents(name, piped):
        yield importing.Source(label, tuple(read_vcards(data, charset)))


def _contents(name: str, piped: bytes) -> Iterator[tuple[str, bytes]]:
    if name == "-":
        yield "stdin", piped
        return
    path = Path(name).expanduser()
    if not path.exists():
        raise NotFound(f"The file {visible(name)} does not exist.")
    files = sorted(path.rglob("*.vcf")) if path.is_dir() else [path]
    for file in files:
        try:
            yield str(file), _read_pipe(file) if file.is_fifo() else file.read_bytes()
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


_PATIENCE = 2.0
"""How many seconds a pipe may have no program that writes to it."""


def _read_pipe(file: Path) -> bytes:
    """Return what is written to a named pipe, as by `crm import <(gunzip -c people.vcf.gz)`.

    Raises CrmError for a pipe that nobody opens: reading it would take for ever.
    """
    until = monotonic() + _PATIENCE
    with open(file, "rb", buffering=0, opener=_without_waiting) as pipe:
        start = b""
        while start == b"":  # None: it is open, but nothing was written yet
            if monotonic() > until:
                raise CrmError(f"{visible(str(file))} is a pipe to which no program writes.")
            start = pipe.read(1)
            sleep(0 if start else 0.05)
        os.set_blocking(pipe.fileno(), True)
        return (start or b"") + pipe.readall()


def _without_waiting(name: str, flags: int) -> int:
    return os.open(name, flags | os.O_NONBLOCK)


def _say_doubts(report: importing.Report) -> None:
    for left in report.skipped:
        terminal.say(f"{left.file}:{left.line}: skipped: {left.reason}")
    for each in report.remarks:
        terminal.say(f"{each.file}:{each.line}: {each.text}")
    count = report.not_understood_count
    if count:
        first, *more = [f"{e.file}:{e.line} {e.name} {e.value}" for e in report.not_understood]
        terminal.say(f"{count} {'value' if count == 1 else 'values'} not understood: {first}")
        for line in more:
            terminal.hint(line)
        if count > len(report.not_understood):
            terminal.hint(f"and {count - len(report.not_understood)} more")
        terminal.hint("They are kept on their cards, under “Also”.")
