"""What a check of the doctor finds, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from tinycrm.values import NamedTuple

State = Literal["ok", "warn", "fail"]


class Finding(NamedTuple):
    """The result of a check. `fix` does what is safe, and returns what it did as a sentence.

    `fixed` is that sentence, when it was done.
    """

    check: str
    state: State
    text: str
    hint: str = ""
    fix: Callable[[], str] | None = None
    fixed: str = ""


Check = Callable[[], Iterator[Finding]]


def ok(check: str, text: str) -> Finding:
    """Return that all is well."""
    return Finding(check, "ok", text)


def warn(check: str, text: str, hint: str = "", fix: Callable[[], str] | None = None) -> Finding:
    """Return that something should be looked at."""
    return Finding(check, "warn", text, hint, fix)


def fail(check: str, text: str, hint: str = "", fix: Callable[[], str] | None = None) -> Finding:
    """Return that something is broken, or that nothing can be saved."""
    return Finding(check, "fail", text, hint, fix)


def count(number: int, noun: str) -> str:
    """Return a number with its noun: “1 row”, “2 rows”."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
