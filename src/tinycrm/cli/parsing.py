"""Arguments of the command line into values, by the rules both front ends share."""

from __future__ import annotations

from collections.abc import Sequence

from tinycrm.cli import terminal
from tinycrm.dates import EitherDay, When
from tinycrm.errors import UsageProblem
from tinycrm.rules import parse_text
from tinycrm.services.codes import read_code
from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from tinycrm.dates import Leaning


def parse_path(typed: str) -> Path:
    """Return the path of a file or a folder, where `~` is the home folder.

    Raises UsageProblem for an empty one: it would be the current folder, which nobody means.
    """
    from pathlib import Path  # 5 ms, and most commands are given no file

    if not typed.strip():
        raise UsageProblem("The name of the file is empty.", "The folder you are in is a dot (.).")
    return Path(typed).expanduser()


def tags(typed: Sequence[str] | None) -> tuple[str, ...]:
    """Return the tags of an option. Raises UsageProblem."""
    if not typed:
        return ()
    from tinycrm.tagging import parse_tags  # most commands are given none

    return parse_tags(typed)


def when(text: str, leaning: Leaning) -> When:
    """Return a date as `read_when` does; a phrase with two readings is asked on a terminal."""
    from tinycrm.services.when import read_when  # most commands are given none

    try:
        return read_when(text, leaning)
    except EitherDay as either:
        from tinycrm.cli import prompts

        return When(prompts.choose_day(either))


def given_day(*given: str | None, leaning: Leaning, beside: Sequence[str] = ()) -> date | None:
    """Return the day of --at, --on or --until, of which one may be given; None if none is."""
    typed = day_option(*given, beside=beside)
    return None if typed is None else when(typed, leaning).day


def day_option(*given: str | None, beside: Sequence[str] = ()) -> str | None:
    """Return the value of --at, --on or --until, of which one may be given.

    `beside` are the words of the text: after `--until 15 dec` the month would be one of them.
    """
    typed = one_of(*given)
    if typed is None:
        return None
    if typed.isdecimal() and beside:
        _check_month(typed, beside)
    return day_alone(typed)


def _check_month(day: str, words: Sequence[str]) -> None:
    from tinycrm.days import month_number

    for word in (words[0], words[-1]):
        if month_number(word.rstrip(".,")):
            raise UsageProblem(
                f"“{visible(word)}” may be the month of “{day}”, or a word of the text.",
                f'Write "{day} {visible(word)}" in quotes, or the whole date: 2026-12-01.',
            )


def day_alone(typed: str) -> str:
    """Return the whole value of an option as words of a date.

    Here a bare number is a day of the month; among other words it could mean anything.
    """
    is_bare = typed.strip().isdecimal() and len(typed.strip()) < 3
    return f"the {typed}" if is_bare else typed


def due(text: str) -> When:
    """Return the date of a reminder, with the day of the month that its words name."""
    from tinycrm.repeats import day_named

    found = when(text, "future")
    return found._replace(kept=day_named(text, found.day))


def one_of(*given: str | None) -> str | None:
    """Return the value of options that mean the same, such as --at, --on and --until.

    Raises UsageProblem when two were given.
    """
    values = [value for value in given if value is not None]
    if len(values) > 1:
        raise UsageProblem(f"Two dates were given: {' and '.join(values)}.", "Choose one.")
    return values[0] if values else None


def words(parts: Sequence[str], what: str) -> str:
    """Return arguments joined to one text, otherwise unchanged."""
    return parse_text(" ".join(parts), what)


def check_one_code(code: str, rest: Sequence[str]) -> None:
    """Refuse more codes after the one that a command takes: they would become its words."""
    own, others = read_code(code), [read_code(each) for each in rest]
    if own and others and all(each and each[0] == own[0] for each in others):
        raise UsageProblem(
            f"Only one code at a time: “{visible(' '.join(rest))}” would become its text.",
            f"First {code}, then {rest[0]}.",
        )


def check_who(who: str | None, given: Sequence[object], example: str) -> None:
    """Refuse values that were `given` without WHO: a making command alone lists. UsageProblem."""
    if who is None and any(given):
        raise UsageProblem("WHO is missing.", f"Write it: {example}")


def split_who(who: str, rest: Sequence[str]) -> tuple[str, list[str]]:
    """Return WHO and the arguments after it; a WHO that ends in a comma takes the next one.

    After an empty name (`ada,,`) it takes none, so that the error is about the name.
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
        typed = f"“{parts[0]}” is not a code." if parts else "A code is missing."
        raise UsageProblem(typed, "Codes are at the right edge of crm today, like r12.")
    return codes, list(parts[len(codes) :])


def stdin_codes() -> list[str]:
    """Return the codes on stdin, separated by white space. Raises UsageProblem for other words."""
    codes = terminal.read_stdin().split()
    for each in codes:
        if read_code(each) is None:
            raise UsageProblem(
                f"“{visible(each)}” on stdin is not a code. Nothing was changed.",
                "Write codes like c3, as crm list --ids prints them.",
            )
    return codes


def with_stdin(parts: Sequence[str]) -> list[str]:
    """Return the arguments, with `-` replaced by the codes on stdin."""
    if "-" not in parts:
        return list(parts)
    at = list(parts).index("-")
    return [*parts[:at], *stdin_codes(), *(each for each in parts[at + 1 :] if each != "-")]
