"""What `crm import` says: the counts, who was filled in, and what was read with a doubt."""

from __future__ import annotations

from tinycrm.cli import terminal
from tinycrm.services.transfer.import_report import Report
from tinycrm.text import visible

_SHOWN = 20


def say_changes(report: Report) -> None:
    """Say who was updated, and which fields; of a long list only the beginning."""
    for each in report.changes[:_SHOWN]:
        came = "" if each.card == each.name else f", from the card “{visible(each.card)}”"
        terminal.hint(f"{visible(each.name)} ({each.id}): {', '.join(each.fields)}{came}")
    if len(report.changes) > _SHOWN:
        more = len(report.changes) - _SHOWN
        terminal.hint(f"and {more} more; --json names all of them")


def say_notices(report: Report) -> None:
    """Say what is not simply taken over from a folder of cards."""
    for each in report.notices:
        terminal.say(each)


def say_doubts(report: Report) -> None:
    """Say what was skipped, what was read with a doubt, and what was not understood."""
    _say_first([f"{e.file}:{e.line}: skipped: {e.reason}" for e in report.skipped])
    _say_first([f"{e.file}:{e.line}: {e.text}" for e in report.remarks])
    count = report.not_understood_count
    if count:
        first, *more = [f"{e.file}:{e.line} {e.name} {e.value}" for e in report.not_understood]
        terminal.say(f"{count} {'value' if count == 1 else 'values'} not understood: {first}")
        for line in more:
            terminal.hint(line)
        if count > len(report.not_understood):
            terminal.hint(f"and {count - len(report.not_understood)} more")
        kept = "It is kept on its card" if count == 1 else "They are kept on their cards"
        terminal.hint(f"{kept}, under “Also”.")


_MOST_SAID = 100


def _say_first(lines: list[str]) -> None:
    """Say the first of these lines; a file of another kind may have a million of them."""
    for line in lines[:_MOST_SAID]:
        terminal.say(line)
    if len(lines) > _MOST_SAID:
        terminal.hint(f"and {len(lines) - _MOST_SAID:,} more; --json names all of them")


_NOUNS = {"vcard": "card", "csv": "row", "kept": "contact with kept values"}
_KINDS = {"distinct": "distinct pair", "key": "key of a script", "filter": "saved filter"}


def say_counts(report: Report, formats: set[str], *, dry_run: bool) -> None:
    """Print the counts on stdout, and what is new by kind on stderr."""
    noun = _NOUNS.get(next(iter(formats)), "record") if len(formats) == 1 else "record"
    would = " would be" if dry_run else ""
    terminal.write(
        f"{_count(report.total, noun)}:{would} {report.new} new, {report.updated} updated,"
        f" {report.unchanged} unchanged, {len(report.skipped)} skipped\n"
    )
    if report.made.keys() - {"contact"}:
        made = (_count(n, _KINDS.get(kind, kind)) for kind, n in report.made.items())
        terminal.say(f"New:{would} {', '.join(made)}.")


def _count(n: int, noun: str) -> str:
    if n == 1 or noun == "feedback":
        return f"{n} {noun}"
    first, _, rest = noun.partition(" ")
    if rest.startswith(("of ", "with ")):
        return f"{n} {first}s {rest}"
    return f"{n} {noun}s"
