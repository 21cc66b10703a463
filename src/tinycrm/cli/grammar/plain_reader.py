"""Reading an ordinary, correct command line by the generated table, without Typer.

On any doubt it reads nothing: Typer then reads the same line, and says what is wrong with it.
"""

from __future__ import annotations

from tinycrm.cli.grammar.call import Call, function_at
from tinycrm.cli.grammar.table import TABLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    Values = dict[str, Any]
    Row = tuple[Any, ...]


class _NotPlain(Exception):
    """The line needs Typer."""


def read(argv: Sequence[str]) -> Call | None:
    """Return the command that a line calls, with the values that were typed; None: ask Typer."""
    name, words = (argv[0], list(argv[1:])) if argv and argv[0] in TABLE else _implied(argv)
    if name is None:
        return None
    where, passes_on, arguments, options = TABLE[name]
    try:
        values = _read(arguments, options, words, passes_on=passes_on)
    except _NotPlain:
        return None
    return Call(function_at(where), values)


def _implied(argv: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return the command that a line means without naming it, and its words; None: ask Typer."""
    from tinycrm.cli.grammar import choosing  # most lines name it

    return (choosing.implied(argv[0]) if argv else choosing.usual()), list(argv)


# The rows of the table are taken as they are: making Argument and Option of parameters.py, which
# name their fields, would take longer than reading the line.


def _read(
    arguments: Sequence[Row], options: Sequence[Row], words: list[str], *, passes_on: bool
) -> Values:
    names = {flag: row for row in options for flag in (*row[1], *row[2])}
    values: Values = {}
    plain: list[str] = []
    left = list(reversed(words))
    while left:
        word = left.pop()
        if len(word) < 2 or word[0] != "-":
            plain.append(word)
            if not passes_on:  # its options are those of another command
                continue
        elif word != "--":
            _read_option(word, names, left, values)
            continue
        plain += reversed(left)
        break
    return _read_arguments(arguments, plain) | values


def _read_option(word: str, names: Mapping[str, Row], left: list[str], values: Values) -> None:
    """Read `--name`, `--name=value`, `-n value` or `-nvalue`; `left` is read from its end."""
    if word[1] == "-":
        flag, sign, joined = word.partition("=")
    else:
        flag, joined = word[:2], word[2:]
        sign = joined
    if flag not in names:
        raise _NotPlain
    name, on, _, kind, takes, multiple, least, most, *_ = names[flag]
    if kind == "flag":
        if sign:
            raise _NotPlain
        values[name] = flag in on
        return
    if sign:
        left.append(joined)
    if len(left) < takes or (sign and takes > 1):
        raise _NotPlain
    given = [left.pop() for _ in range(takes)]
    found = given if kind == "text" else [_number(each, least, most) for each in given]
    value = found[0] if takes == 1 else tuple(found)
    if multiple:
        values.setdefault(name, []).append(value)
    elif name in values:
        raise _NotPlain  # which of the two is meant?
    else:
        values[name] = value


def _number(typed: str, least: int | None, most: int | None) -> int:
    if not (typed.isascii() and typed.isdecimal()):
        raise _NotPlain
    number = int(typed)
    if number < (least or 0) or (most is not None and number > most):
        raise _NotPlain
    return number


def _read_arguments(arguments: Sequence[Row], plain: list[str]) -> Values:
    values: Values = {}
    for position, (name, many, required, _) in enumerate(arguments):
        given = plain[position:] if many else plain[position : position + 1]
        if given:
            values[name] = given if many else given[0]
        elif required:
            raise _NotPlain
    takes_all = arguments and arguments[-1][1]
    if len(plain) > len(arguments) and not takes_all:
        raise _NotPlain
    return values
