"""Words of the command line into values, by the rules both front ends share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from tinycrm import clock, config
from tinycrm.dates import When, parse_when
from tinycrm.errors import UsageProblem
from tinycrm.rules import parse_text
from tinycrm.services.codes import read_code


def when(text: str, leaning: Literal["past", "future"]) -> When:
    """Return a day, and a time where one was typed. Raises UsageProblem."""
    own, now = config.load(), clock.now()
    return parse_when(
        text, now.date(), leaning=leaning, now=now.time(), date_order=own.date_order,
        languages=own.languages,
    )  # fmt: skip


def one_of(*given: str | None) -> str | None:
    """Return the one value of options that accept each other's place.

    Raises UsageProblem when two were given.
    """
    values = [value for value in given if value is not None]
    if len(values) > 1:
        raise UsageProblem(f"Two days were given: {' and '.join(values)}.", "Give one of them.")
    return values[0] if values else None


def words(parts: Sequence[str], what: str) -> str:
    """Return the words of the command line as one text, letter for letter."""
    return parse_text(" ".join(parts), what)


def split_who(who: str, rest: Sequence[str]) -> tuple[str, list[str]]:
    """Return WHO and the words after it; one that ends in a comma takes the next word."""
    left = list(rest)
    while who.rstrip().endswith(",") and left:
        who = f"{who} {left.pop(0)}"
    return who, left


def split_codes(parts: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the codes at the start, and the words after them.

    Raises UsageProblem when there is no code.
    """
    codes = []
    for part in parts:
        if read_code(part.rstrip(",")) is None:
            break
        codes.append(part.rstrip(","))
    if not codes:
        typed = f"“{parts[0]}” is no code" if parts else "A code is missing"
        raise UsageProblem(f"{typed}; it stands at the right edge of crm today, like r12.")
    return codes, list(parts[len(codes) :])
