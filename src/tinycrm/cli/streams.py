"""`crm add -` and `crm log -`: many people or notes from stdin."""

from __future__ import annotations

import sys

from tinycrm import saved
from tinycrm.cli import terminal
from tinycrm.cli.progress import Progress
from tinycrm.cli.render import json_output
from tinycrm.errors import CrmError, UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO

    from tinycrm.services.editing.adding import IfKnown
    from tinycrm.services.transfer.people_stream import LineResult, Streamed


def add_stream(if_known: IfKnown, *, as_json: bool) -> None:
    """Add the people on stdin, print a line for each, and fail with the first failure's code."""
    from tinycrm.exchange.jsonl import read_people
    from tinycrm.services.transfer import people_stream

    source = _stdin()
    progress = Progress(source)
    found = people_stream.add_all(read_people(source), if_known, progress.show)
    progress.end()
    _report(found, "added", as_json=as_json)


def log_stream(*, new: bool, as_json: bool) -> None:
    """Save the notes on stdin; print and fail in the same way as `add_stream`."""
    from tinycrm.exchange.jsonl import read_notes
    from tinycrm.services.transfer import note_stream

    source = _stdin()
    progress = Progress(source)
    found = note_stream.log_all(read_notes(source), new=new, on_progress=progress.show)
    progress.end()
    _report(found, "saved", as_json=as_json)


def _stdin() -> IO[bytes]:
    if sys.stdin is None or sys.stdin.closed:
        raise UsageProblem("stdin is closed, so there is nothing to read.")
    return sys.stdin.buffer


def _report(found: Streamed, done: str, *, as_json: bool) -> None:
    for each in found.lines:
        _print(each, found.batch, as_json)
    failures = list(found.lines.problems.values())
    count = f"{len(found.lines)} line{'' if len(found.lines) == 1 else 's'}"
    terminal.say(f"{count}: {found.lines.made} {done}, {len(failures)} failed")
    if found.batch:
        terminal.hint(f"To undo all of it: crm undo {found.batch}")
        saved.start()  # the hint says it already
    if failures:
        some = len(failures) < len(found.lines)
        sentences = (
            ("Some lines failed.", f"The others were {done}.")
            if some
            else (f"Nothing was {done}.",)
        )
        raise _Reported(failures[0], *sentences)


class _Reported(CrmError):
    """Some lines failed; each is already reported."""

    def __init__(self, first: CrmError, sentence: str, hint: str = "") -> None:
        super().__init__(sentence, hint)
        self.code = first.code


def _print(line: LineResult, batch: str | None, as_json: bool) -> None:
    if as_json:
        error = json_output.failure(line.problem) if line.problem else None
        terminal.write(
            json_output.dumps(
                {"line": line.line, "id": line.code, "created": line.created, "batch": batch,
                 "error": error}
            )
        )  # fmt: skip
    elif line.code:
        terminal.write(f"{line.code}\n")
    for text in line.hints:
        terminal.say(f"line {line.line}: {text}")
    if line.problem:
        hint = f" {line.problem.hint}" if line.problem.hint else ""
        terminal.say(f"line {line.line}: {line.problem.sentence}{hint}")
        terminal.hint_candidates(line.problem)
