"""The streams: which is a terminal, how wide it is, and messages on stderr."""

from __future__ import annotations

import os
import sys

from tinycrm.errors import CrmError, UsageProblem
from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO, Any

WIDEST = 100
"""Wider than this, columns only drift apart."""
PIPE_WIDTH = 80


class Cancelled(Exception):
    """The user cancelled: an empty answer, or no. It ends the command with 130, as Ctrl-C does."""


def is_terminal(stream: IO[Any] | None) -> bool:
    """Tell whether a stream is a terminal that takes colours."""
    if stream is None or stream.closed or not stream.isatty():
        return False
    return os.environ.get("TERM", "") not in ("dumb", "unknown")


def can_ask() -> bool:
    """Tell whether a question can be asked: stdin and stderr are terminals."""
    return all(s is not None and not s.closed and s.isatty() for s in (sys.stdin, sys.stderr))


def width() -> int:
    """Return how many columns text may take: COLUMNS, else the terminal, else 80."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked) > 0:
        return min(int(asked), WIDEST)
    if sys.stdout is not None and sys.stdout.isatty():
        try:
            return min(os.get_terminal_size(sys.stdout.fileno()).columns or PIPE_WIDTH, WIDEST)
        except OSError:
            return PIPE_WIDTH
    return PIPE_WIDTH


def is_ascii() -> bool:
    """Tell whether … · “ ” must be replaced: LC_ALL=C, or stdout is not UTF-8."""
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        value = os.environ.get(name)
        if value:
            return value in ("C", "POSIX")
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower()
    return not encoding.startswith("utf")


def is_utf8() -> bool:
    """Tell whether stdout takes UTF-8, the only charset of JSON."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return encoding.lower().replace("_", "-") in ("utf-8", "utf8")


_ASCII = str.maketrans(
    {"“": '"', "”": '"', "’": "'", "…": "...", "·": "-", "—": "-", "–": "-", "→": "->"}
    | dict(zip("▁▂▃▄▅▆▇█", "_.:-=+*#", strict=True))
)
_FANCY = frozenset(map(chr, _ASCII))


def typography(text: str) -> str:
    """Return our own text in characters that the terminal can show."""
    if text.isascii() or not _FANCY.intersection(text):
        return text
    return text.translate(_ASCII) if is_ascii() else text


def say(text: str) -> None:
    """Write a line to stderr as `crm: …`. If stderr is closed, nothing is written."""
    write_error(f"crm: {visible(text)}\n")


def hint(text: str) -> None:
    """Write a second line to stderr, indented below a message."""
    write_error(f"     {visible(text)}\n")


def hint_candidates(problem: CrmError) -> None:
    """Write the candidates of an ambiguous name, a line each."""
    for each in problem.candidates if problem.code == 4 else ():
        hint(f"{each.id:<6} {each.name}  {each.about}".rstrip())


def write_error(text: str) -> None:
    """Write to stderr, unless it is closed, as when its terminal is gone."""
    if sys.stderr is not None and not sys.stderr.closed:
        try:
            sys.stderr.write(typography(text))
            sys.stderr.flush()
        except OSError:
            pass


def write(text: str) -> None:
    """Write data to stdout. Raises CrmError if it cannot be written, BrokenPipeError as it is."""
    if sys.stdout is not None and not sys.stdout.closed:
        try:
            sys.stdout.write(text)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise lost(error) from error


def write_file(data: bytes) -> None:
    """Write a part of a file to stdout: as text where it is UTF-8, else as its bytes.

    Raises what `write` and `write_bytes` do.
    """
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text = data.decode("utf-8") if encoding.lower() in ("utf-8", "utf8") else None
    except UnicodeDecodeError:
        text = None
    if text is None:
        sys.stdout.flush()
        write_bytes(data)
    else:
        write(text)


def write_bytes(data: bytes) -> None:
    """Write bytes to stdout. Raises CrmError if they cannot all be written."""
    if sys.stdout is None or sys.stdout.closed:
        raise UsageProblem("stdout is closed, so nothing can be written to it.")
    left = memoryview(data)
    try:
        while left:  # unbuffered (PYTHONUNBUFFERED), a pipe takes only a part at a time
            left = left[sys.stdout.buffer.write(left) or 0 :]
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise CrmError(
            "The program that reads the output has ended before all was written."
        ) from None
    except OSError as error:
        raise lost(error) from error


def lost(error: OSError) -> CrmError:
    """Return what to say when data cannot be written, on a full disk say."""
    return CrmError(f"The output could not be written: {error.strerror}.")


def read_stdin() -> str:
    """Return all of stdin as text. Raises UsageProblem when it is closed or not UTF-8."""
    return decoded(read_stdin_bytes())


def decoded(data: bytes) -> str:
    """Return what was read from stdin as text. Raises UsageProblem when it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageProblem("stdin is not valid UTF-8 text.") from None


def read_stdin_bytes() -> bytes:
    """Return all of stdin. Raises UsageProblem when it is closed."""
    if sys.stdin is None or sys.stdin.closed:
        raise UsageProblem("stdin is closed, so there is nothing to read.")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise UsageProblem(f"stdin cannot be read: {error.strerror}.") from None
