"""`crm add -` and `crm log -`: many people or notes from stdin."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial

from tinycrm import saved
from tinycrm.cli import kept_input, terminal
from tinycrm.cli.line_blocks import MEGABYTES, LineBlocks
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

    def save(lines: Iterator[bytes], first: int, show: Callable[[int], None]) -> Streamed:
        return people_stream.add_all(read_people(lines, first), if_known, show)

    _run(save, "people", "added", as_json=as_json)


def log_stream(*, new: bool, as_json: bool) -> None:
    """Save the notes on stdin; print and fail in the same way as `add_stream`."""
    from tinycrm.exchange.jsonl import read_notes
    from tinycrm.services.transfer import note_stream

    def save(lines: Iterator[bytes], first: int, show: Callable[[int], None]) -> Streamed:
        return note_stream.log_all(read_notes(lines, first), new=new, on_progress=show)

    _run(save, "notes", "saved", as_json=as_json)


def _stdin() -> IO[bytes]:
    if sys.stdin is None or sys.stdin.closed:
        raise UsageProblem("stdin is closed, so there is nothing to read.")
    return sys.stdin.buffer


def _run(
    save: Callable[[Iterator[bytes], int, Callable[[int], None]], Streamed],
    what: str,
    done: str,
    *,
    as_json: bool,
) -> None:
    """Save the lines of stdin block by block: each is read whole before the store is locked."""
    source = _stdin()
    blocks = LineBlocks(source)
    progress = Progress(source, blocks.tell)
    total = _Total()
    for block in blocks:
        with kept_input.kept(block.data, what, ".jsonl", always=True):
            found = save(
                blocks.lines(block), block.first, partial(progress.show, before=total.lines)
            )
        progress.end()
        for each in found.lines:
            _print(each, found.batch, as_json)
        total.add(found)
    total.report(done)


class _Total:
    """The results of all blocks of a stream."""

    def __init__(self) -> None:
        self.lines = self.made = self.failed = 0
        self.first: CrmError | None = None
        self.batches: list[str] = []

    def add(self, found: Streamed) -> None:
        """Count one more block."""
        failures = list(found.lines.problems.values())
        self.first = self.first or next(iter(failures), None)
        self.lines += len(found.lines)
        self.made += found.lines.made
        self.failed += len(failures)
        self.batches += [found.batch] if found.batch else []

    def report(self, done: str) -> None:
        """Print the counts and how to undo it. Raises _Reported if a line failed."""
        count = f"{self.lines} line{'' if self.lines == 1 else 's'}"
        there = f"{self._there} already there, " if self._there else ""
        terminal.say(f"{count}: {self.made} {done}, {there}{self.failed} failed")
        if self.batches:
            if len(self.batches) > 1:
                terminal.hint(f"Saved in {len(self.batches)} steps, {MEGABYTES} MB at a time.")
            undo = ", then ".join(f"crm undo {each}" for each in reversed(self.batches))
            terminal.hint(f"To undo all of it: {undo}")
            saved.start()  # the hint says it already
        if self.first:
            raise _Reported(self.first, *self._sentences(done))

    @property
    def _there(self) -> int:
        """Return how many lines named what was in the store before."""
        return self.lines - self.made - self.failed

    def _sentences(self, done: str) -> tuple[str, ...]:
        if self.failed == self.lines:
            return (f"Nothing was {done}.",)
        others = [done] * bool(self.made) + ["there already"] * bool(self._there)
        return ("Some lines failed.", f"The others were {', or '.join(others)}.")


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
