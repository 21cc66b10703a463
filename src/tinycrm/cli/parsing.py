"""Words of the command line into values, by the rules both front ends share."""

from __future__ import annotations

from collections.abc import Sequence

from tinycrm.cli import terminal
from tinycrm.errors import UsageProblem
from tinycrm.rules import parse_text
from tinycrm.services.codes import read_code
from tinycrm.services.when import read_when
from tinycrm.text import visible

when = read_when


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
    """Return WHO and the words after it; one that ends in a comma takes the next word.

    Behind an empty name it takes none: the name is what is wrong then, not the words.
    """
    left = list(rest)
    while left and who.rstrip().endswith(",") and who.split(",")[-2].strip():
        who = f"{who} {left.pop(0)}"
    return who, left


def split_codes(parts: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the codes at the start, and the words after them; `-` reads codes from stdin.

    Raises UsageProblem when there is no code; an empty stdin is none and no problem.
    """
    if parts and parts[0] == "-":
        return stdin_codes(), list(parts[1:])
    codes = []
    for part in parts:
        if read_code(part.rstrip(",")) is None:
            break
        codes.append(part.rstrip(","))
    if not codes:
        typed = f"“{parts[0]}” is no code" if parts else "A code is missing"
        raise UsageProblem(f"{typed}; it stands at the right edge of crm today, like r12.")
    return codes, list(parts[len(codes) :])


def stdin_codes() -> list[str]:
    """Return the codes on stdin, between white space. Raises UsageProblem for any other word."""
    codes = terminal.read_stdin().split()
    for each in codes:
        if read_code(each) is None:
            raise UsageProblem(
                f"“{visible(each)}” on stdin is no code. Nothing was changed.",
                "It takes codes like c3, as crm list --ids prints them.",
            )
    return codes


def with_stdin(parts: Sequence[str]) -> list[str]:
    """Return the words, with the codes on stdin in the place of `-`."""
    if "-" not in parts:
        return list(parts)
    at = list(parts).index("-")
    return [*parts[:at], *stdin_codes(), *(each for each in parts[at + 1 :] if each != "-")]
